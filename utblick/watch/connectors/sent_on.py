"""What mail programs write above a message that a person sends on: whose it was, when, to whom and about what."""

import re

from lxml import html

from utblick.watch.cleaning import plain
from utblick.watch.connectors import regions

SUBJECT = re.compile(r"^(?:(?:fwd?|vb|vs|wg|re|sv|tr|vl)\s*:\s*)+", re.IGNORECASE)
IS_SENT_ON = re.compile(r"\s*(?:fwd?|vb|vs|wg|tr|vl)\s*:", re.IGNORECASE)
WHO = r"from|från|fra|von|lähettäjä|de"
OTHERS = (
    r"sent|date|datum|dato|skickat|sendt|gesendet|lähetetty|päiväys|envoyé|to|till|til|an|vastaanottaja|à|cc|kopia|kopie|"
    r"subject|ämne|emne|betreff|aihe|objet|reply-to|svara till"
)
FIRST_SENDER = re.compile(rf"\b(?:{WHO})\s?: (?P<name>[^:]{{2,120}}?) (?:{OTHERS})\s?:", re.IGNORECASE)
ADDRESS = re.compile(r"<[^<>\s]*>?|\[mailto:[^\]]*\]|\(?\S+@\S+\)?")
ABOVE = re.compile(
    r"[->\s]*(?:(?:begin )?forwarded message|vidarebefordra[td] (?:brev|meddelande|mejl)|videresendt (?:melding|besked)|"
    r"weitergeleitete nachricht|anfang der weitergeleiteten nachricht|välitetty viesti|message transféré|"
    r"ursprungligt meddelande|original message)[-:\s]*",
    re.IGNORECASE,
)
LABEL = re.compile(rf"[>\s]*(?:{WHO}|{OTHERS})\s?:(?!//)", re.IGNORECASE)
WHOSE = re.compile(rf"[>\s]*(?:{WHO})\s?:(?!//)", re.IGNORECASE)
QUOTED = re.compile(r"(?:^|(?<=\s))(?:>\s)+")
LONGEST_HEAD = 600


def first_sender(words: str) -> str:
    """Whose the message was; empty where it does not say."""
    found = FIRST_SENDER.search(QUOTED.sub(" ", words))
    return plain(ADDRESS.sub("", found["name"]).strip(" \"'*"), 300) if found else ""


def drop_head(root: html.HtmlElement) -> None:
    """Takes the head of the first message that was sent on out of a letter in HTML."""
    begun = False
    for block in [*root.iter("p", "div", "td", "blockquote")]:
        if any(one.tag in ("p", "div", "td", "blockquote", "table") for one in block.iterdescendants()):
            continue
        words = regions.words(block)
        rest = ABOVE.sub("", words, count=1) if ABOVE.match(words) else words
        if begun and words and not LABEL.match(rest):
            return
        if len(words) < LONGEST_HEAD and (rest != words or (LABEL if begun else WHOSE).match(rest)):
            begun = begun or bool(WHOSE.match(rest))
            block.drop_tree()


def without_head(text: str) -> str:
    """A letter in plain text without the head of the first message that was sent on."""
    kept, begun, over = list[str](), False, False
    for line in text.splitlines():
        if not over:
            if not begun and (ABOVE.fullmatch(line) or WHOSE.match(line)):
                begun = bool(WHOSE.match(line))
                continue
            if begun and LABEL.match(line):
                continue
            over = begun
        kept.append(line)
    return "\n".join(kept)
