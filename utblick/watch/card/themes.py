"""What an item is about, as official concepts in the reader's language: from its codes, its keywords, and then its text."""

import re
from collections.abc import Iterator
from functools import cache

from utblick import lexicon
from utblick.watch.card.in_sweden import COMMONPLACE, SAID_HERE
from utblick.watch.card.names import PRIORITIES, UNTOLD
from utblick.watch.models import Item

MOST = 6
FEW = 3
TEXT = 1500
# The portal writes its keywords as they come: an abbreviation is no word of a vocabulary.
SHORTEST = 4
SURE = 0.55
COMMA = re.compile(r"\s*,\s*")
# The languages that the engine can tell apart; and what is said where it hears none.
HEARD = frozenset({"sv", "en", "da", "nb", "fi", "de", "fr"})
UNHEARD = "und"
SCHEMES = ("municipal", "eurovoc_top3", "yso_2018")
# For what a text only comes near: there the finer words of YSO are wrong more often than right (protective duties).
BROAD = ("municipal", "eurovoc_top3")


def themes_of(item: Item, language: str) -> list[str]:
    """The surest first, each once."""
    found = dict.fromkeys(theme for theme in [*by_code(item, language), *by_keyword(item, language)] if theme)
    if len(found) < FEW:
        found |= dict.fromkeys(by_text(item, language)[:FEW])
    return list(found)[:MOST]


def by_code(item: Item, language: str) -> Iterator[str]:
    for code in item.codes:
        if name := codes().get(code):
            yield name[language]


def by_keyword(item: Item, language: str) -> Iterator[str]:
    """Official labels first; then what the programme marks all its calls with."""
    told = [word for word in item.facts.get("categories", []) if word not in UNTOLD]
    for word in told:
        for part in () if word in PRIORITIES else (word, *COMMA.split(word)[:1]):
            if is_word(part) and part.casefold() not in COMMONPLACE and (name := labels().get(part.casefold())):
                yield name[language]
    for word in told:
        if priority := PRIORITIES.get(word):
            yield priority.in_language(language)


def by_text(item: Item, language: str) -> list[str]:
    text = f"{item.title}\n{item.summary[:TEXT]}"
    near = lexicon.engine().propose(text, item.language or lexicon.language_of(text), MOST)
    sure = [one for one in near if one.similarity >= SURE and one.scheme in BROAD and one.label_en not in COMMONPLACE]
    return [concept.label_sv if language == "sv" else concept.label_en for concept in sure]


def language_shown(item: Item) -> str:
    """The code of the language that the item says it is in, or where it says none that of its text; empty where the two differ."""
    text = f"{item.title} {item.summary[:TEXT]}"
    if not item.language:
        heard = lexicon.language_of(text, UNHEARD)
        return "" if heard == UNHEARD else heard
    heard = lexicon.language_of(text, item.language) if item.language in HEARD else item.language
    return item.language if heard == item.language else ""


def language_of_title(item: Item) -> str:
    """TED gives its titles in every language, while the text is in the buyer's own."""
    titles = item.facts.get("titles") or {}
    return next((code for code, title in titles.items() if title == item.title), "") or language_shown(item)


def is_word(told: str) -> bool:
    return len(told) >= SHORTEST and not told.isupper()


@cache
def labels() -> dict[str, dict[str, str]]:
    """English label → the concept's names; where vocabularies share a label the one made for policy speaks."""
    named = ((entry.scheme, entry.labels) for entry in lexicon.engine().model.entries)
    chosen: dict[str, tuple[int, dict[str, str]]] = {}
    for scheme, told in named:
        if scheme in SCHEMES and "sv" in told and "en" in told and "(" not in told["sv"]:
            place = SCHEMES.index(scheme)
            key = told["en"].casefold()
            if key not in chosen or place < chosen[key][0]:
                chosen[key] = (place, told)
    return {key: {"sv": SAID_HERE.get(key, told["sv"]), "en": told["en"]} for key, (_, told) in chosen.items()}


@cache
def codes() -> dict[str, dict[str, str]]:
    """Code of procurement → its official names."""
    told = ((entry.id, entry.labels) for entry in lexicon.engine().model.entries if entry.scheme == "cpv")
    return {
        f"cpv:{key[:8]}": {"sv": names.get("sv", names["en"]), "en": names["en"]}
        for key, names in told
        if "en" in names
    }
