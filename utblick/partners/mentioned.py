"""Where somebody is named in running text, as the page of personal data shows it, hands it out and takes the name out."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.journal import mentions, naming
from utblick.journal.mentions import LABEL, Key, Names, Place
from utblick.journal.telling import kind_in_words

KEY = "text"
LEAST = 4  # letters: shorter words stand everywhere
BY_HAND = {
    "frozen": gettext_lazy("Decided, and not changed any more. It goes with the record, by disposal."),
    "file": gettext_lazy(
        "The text of a file is kept as it came. Put a file without the name in its place, or keep it."
    ),
    "page": gettext_lazy("A page of the public site. Change its text where it is written, and publish it again."),
}


@dataclass(frozen=True)
class Mention:
    """One place with the name in it, told of beside the rows of `Personal`. `by_hand`: why Utblick does not change it."""

    key: str
    names: Names
    texts: tuple[str, ...]
    whole: str
    title: str
    url: str = ""
    place: Place | None = None
    by_hand: str | Promise = ""

    kept_until = None

    @property
    def name(self) -> str:
        return ", ".join(dict.fromkeys(one for text in self.texts for one in self.names.met(text)))

    @property
    def held_as(self) -> str:
        return f"{self.place.kind.partition('.')[2]}:{self.place.pk}" if self.place else ""

    @property
    def around(self) -> list[list[tuple[str, bool]]]:
        return [self.names.around(text) for text in self.texts]

    @property
    def kept_for(self) -> str | Promise:
        return self.by_hand or _("Written in running text")

    def get_absolute_url(self) -> str:
        return self.url

    def __str__(self) -> str:
        return self.whole

    def told(self) -> dict[str, Any]:
        """For the extract: where it stands, and the words around; not all of a text, which may tell of others."""
        around = ["".join(piece for piece, _named in pieces) for pieces in self.around]
        return {
            "kind": _("Running text"),
            "kept_for": str(self.kept_for),
            "in": self.whole,
            "place": self.title,
            "text": around,
        }

    def erase(self, *, reason: str) -> bool:
        return bool(self.place and not self.by_hand and mentions.take_out(self.place, self.names, reason=reason))


def may_be_a_name(words: str) -> bool:
    return sum(map(str.isalpha, words)) >= LEAST


def speaking_of(names: Names, words: str, besides: Collection[Key]) -> list[Mention]:
    """In rows but for what is told of `besides`, with the row; in files and on public pages. Raises TooCommon."""
    rows = [_in_row(place, names, words) for place in mentions.find(names) if place.key not in besides]
    return [*sorted(rows, key=lambda one: bool(one.by_hand)), *_in_files(names, words), *_on_pages(names, words)]


def _in_row(place: Place, names: Names, words: str) -> Mention:
    title = place.label if place.field != LABEL else ""
    return Mention(
        f"{KEY}:{place.kind}:{place.pk}:{place.field}:{words}",
        names,
        place.texts,
        place.whole,
        title if place.stands else f"{title} ({_('only in the history')})".strip(),
        url=_page_of(place.row),
        place=place,
        by_hand=BY_HAND["frozen"] if place.is_frozen else "",
    )


def _page_of(row: models.Model | None) -> str:
    """Its own, or that of what it is a part of."""
    if row is None:
        return ""
    parts = (one for one in row._meta.concrete_fields if one.related_model and one.name != "municipality")
    wholes = [getattr(row, one.name) for one in parts]
    pages = (getattr(one, "get_absolute_url", None) for one in [row, *wholes])
    return next((page() for page in pages if page), "")


def _in_files(names: Names, words: str) -> list[Mention]:
    files = mentions.files(names)
    held = naming.holders_of(files)
    return [
        Mention(
            f"{KEY}:file:{one.pk}::{words}",
            names,
            tuple(text for text in (one.name, one.text or "") if names.met(text)),
            one.name,
            _("attached file"),
            url=_page_of(next(iter(held[one.pk]), None)),
            by_hand=BY_HAND["file"],
        )
        for one in files
    ]


def _on_pages(names: Names, words: str) -> list[Mention]:
    """What is no row of a municipality's own kinds, and found by the search alone."""
    rows = [one for one in mentions.rows_of_the_search(names) if one.kind not in mentions.kinds()]
    return [
        Mention(
            f"{KEY}:page:{one.pk}::{words}",
            names,
            tuple(text for text in (one.title, one.text) if names.met(text)),
            f"{kind_in_words(one.kind)}: {one.title}",
            _("public page"),
            url=one.url,
            by_hand=BY_HAND["page"],
        )
        for one in rows
    ]
