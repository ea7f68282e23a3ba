"""A digest as its reader meets it: in one language, as mail, web page or preview."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils import translation

from utblick.outreach import composing
from utblick.outreach.material import Piece
from utblick.outreach.models import Digest, DigestEntry, Subscriber
from utblick.outreach.words import filled, words
from utblick.partners.documents.guests import days, long_day
from utblick.site.languages import ORIGINAL, Words, nearest
from utblick.site.serving import Visit
from utblick.tenancy import scope
from utblick.ui.countries import country_name
from utblick.ui.lines import one_line


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in the reader's language."""

    entry: DigestEntry
    title: Words
    text: Words
    theme: Words
    link: str
    first: date | None
    last: date | None
    place: str
    when: str


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    kind: str
    themes: list[tuple[Words, list[Line]]]


@dataclass(frozen=True, slots=True)
class Letter:
    subject: Words
    introduction: Words
    sections: list[Section]

    @property
    def lines(self) -> list[Line]:
        return [line for section in self.sections for _theme, lines in section.themes for line in lines]


type Shown = list[tuple[DigestEntry, Piece]]
type Link = Callable[[DigestEntry, Piece], str]


def visit_to(digest: Digest, language: str, root: str = "") -> Visit:
    """The digest's own public page, from which all other addresses are told."""
    here = scope.municipality()
    return Visit(here, language, root or here.address, "outreach:digest", {"pk": digest.pk})


def target(piece: Piece, visit: Visit) -> str:
    """Where an entry leads, in the nearest language that our pages are in. Somebody else's address only where a browser opens it
    as a page."""
    if piece.page:
        anchor = f"#{piece.anchor}" if piece.anchor else ""
        return visit.address(piece.page, nearest(visit.language), pk=piece.pk) + anchor
    return piece.link if urlsplit(piece.link).scheme in ("http", "https") else ""


def letter(digest: Digest, visit: Visit, *, shown: Shown | None = None, link: Link | None = None) -> Letter:
    """The digest in the visit's language. `link` says where the titles lead; without it straight to their target."""
    link = link or (lambda _entry, piece: target(piece, visit))
    told = composing.shown(digest) if shown is None else shown
    language = visit.language
    with translation.override(language):
        lines = [_line(entry, piece, language, link) for entry, piece in told]
        return Letter(
            subject(digest, language),
            _in(language, *digest.said("introduction", language)),
            list(_sections(lines, words(language))),
        )


def subject(digest: Digest, language: str) -> Words:
    return _in(language, *digest.said("subject", language))


def _in(language: str, text: str, written_in: str) -> Words:
    return Words(text, "" if written_in == language else written_in)


def _line(entry: DigestEntry, piece: Piece, language: str, link: Link) -> Line:
    first = date.fromisoformat(piece.first) if piece.first else None
    last = date.fromisoformat(piece.last) if piece.last else None
    place = ", ".join(filter(None, [piece.place, country_name(piece.country)]))
    return Line(
        entry,
        _said(language, piece.title, piece.title_en, piece.language),
        _in(language, *entry.said(language)) or _said(language, piece.text, piece.text_en, ORIGINAL),
        _in(language, piece.theme, ORIGINAL),
        link(entry, piece),
        first,
        last,
        place,
        _when(entry, first, last, place, language) if last else "",
    )


def _when(entry: DigestEntry, first: date | None, last: date, place: str, language: str) -> str:
    if entry.closes:
        return words(language)["closes"].format(day=long_day(last, language))
    return ", ".join(filter(None, [days(first or last, last, language), place]))


def _said(language: str, original: str, english: str, original_language: str) -> Words:
    """On one line, since a mail's plain text gives each line a meaning."""
    original, english = one_line(original), one_line(english)
    if not english or language in (original_language, ORIGINAL):
        return _in(language, original, original_language)
    return _in(language, english, "en")


def _sections(lines: list[Line], said: dict[str, str]) -> Iterable[Section]:
    for kind in DigestEntry.Kind:
        of_kind = [line for line in lines if line.entry.kind == kind]
        if of_kind:
            yield Section(said[f"of_{kind}"], kind, _by_theme(of_kind))


def _by_theme(lines: list[Line]) -> list[tuple[Words, list[Line]]]:
    """The themes in the order of their first entries; what has none stands last."""
    order = {line.theme: at for at, line in reversed(list(enumerate(lines)))}
    sorted_lines = sorted(lines, key=lambda line: (not line.theme, order[line.theme]))
    return [(theme, list(some)) for theme, some in groupby(sorted_lines, key=lambda line: line.theme)]


def drawn(digest: Digest, told: Letter, visit: Visit, **facts: Any) -> dict[str, str]:
    """The letter as plain text and as HTML. The text is nothing that a page may show unescaped, whatever the engine says."""
    context = {
        "digest": digest,
        "letter": told,
        "visit": visit,
        "municipality": visit.municipality,
        "web": visit.address() if digest.public else "",
        "said": filled(visit.language),
        **facts,
    }
    with translation.override(visit.language):
        text, markup = (render_to_string(f"outreach/mail/digest.{kind}", context) for kind in ("txt", "html"))
        return {"txt": "".join(text), "html": markup}


def why(reader: Subscriber, language: str) -> str:
    """Why the reader gets it, as the mail itself says."""
    return filled(language)["why_subscribed" if reader.confirmed_at else "why_works"]
