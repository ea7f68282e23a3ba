"""A digest as its reader meets it: in one language, as mail, web page or preview."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from utblick.outreach import composing
from utblick.outreach.material import Piece
from utblick.outreach.models import Digest, DigestEntry, Subscriber
from utblick.site.languages import ORIGINAL, Words, in_language
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
    """Where an entry leads. Somebody else's address only where a browser opens it as a page."""
    if piece.page:
        anchor = f"#{piece.anchor}" if piece.anchor else ""
        return visit.address(piece.page, pk=piece.pk) + anchor
    return piece.link if urlsplit(piece.link).scheme in ("http", "https") else ""


def letter(digest: Digest, visit: Visit, *, shown: Shown | None = None, link: Link | None = None) -> Letter:
    """The digest in the visit's language. `link` says where the titles lead; without it straight to their target."""
    link = link or (lambda _entry, piece: target(piece, visit))
    told = composing.shown(digest) if shown is None else shown
    with translation.override(visit.language):
        lines = [_line(entry, piece, visit.language, link) for entry, piece in told]
        return Letter(
            in_language(visit.language, digest.subject, digest.subject_en),
            in_language(visit.language, digest.introduction, digest.introduction_en),
            list(_sections(lines)),
        )


def _line(entry: DigestEntry, piece: Piece, language: str, link: Link) -> Line:
    own = in_language(language, entry.line, entry.line_en) if entry.line or entry.line_en else None
    return Line(
        entry,
        _said(language, piece.title, piece.title_en, piece.language),
        own or _said(language, piece.text, piece.text_en, ORIGINAL),
        in_language(language, piece.theme),
        link(entry, piece),
        date.fromisoformat(piece.first) if piece.first else None,
        date.fromisoformat(piece.last) if piece.last else None,
        ", ".join(filter(None, [piece.place, country_name(piece.country)])),
    )


def _said(language: str, original: str, english: str, original_language: str) -> Words:
    """On one line, since a mail's plain text gives each line a meaning."""
    original, english = one_line(original), one_line(english)
    if language == original_language:
        return Words(original)
    return Words(english) if english and language != ORIGINAL else Words(original, original_language)


def _sections(lines: list[Line]) -> Iterable[Section]:
    for kind in DigestEntry.Kind:
        of_kind = [line for line in lines if line.entry.kind == kind]
        if of_kind:
            yield Section(str(kind.label), kind, _by_theme(of_kind))


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
        **facts,
    }
    with translation.override(visit.language):
        text, markup = (render_to_string(f"outreach/mail/digest.{kind}", context) for kind in ("txt", "html"))
        return {"txt": "".join(text), "html": markup}


def why(reader: Subscriber, language: str) -> str:
    """Why the reader gets it, as the mail itself says."""
    with translation.override(language):
        if reader.confirmed_at:
            return _("You get this mail because you have subscribed to it.")
        told = _("You get this mail because you work for %(municipality)s.")
        return told % {"municipality": scope.municipality()}
