"""Attached files that name somebody in their metadata, as the page of personal data shows, hands out and erases them."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.journal import naming
from utblick.journal.attachments import Attachment
from utblick.journal.metadata import Named
from utblick.journal.models import Recorded

KEY = "attachment"
PLACES = {
    "author": gettext_lazy("author"),
    "changed": gettext_lazy("last changed by"),
    "company": gettext_lazy("company"),
    "comment": gettext_lazy("comment or tracked change"),
    "photographer": gettext_lazy("photographer"),
    "position": gettext_lazy("where it was taken"),
}


@dataclass(frozen=True)
class NamedFile:
    """One file with the words that were looked for: told of beside the rows of `journal.personal.Personal`."""

    file: Attachment
    words: str
    whole: Recorded | None

    kept_until = None

    @property
    def key(self) -> str:
        return f"{KEY}:{self.file.pk}:{self.words}"

    @cached_property
    def spoken_of(self) -> list[Named]:
        return naming.spoken_of(self.file, self.words)

    @property
    def name(self) -> str:
        return ", ".join(dict.fromkeys(one.name for one in self.spoken_of))

    @property
    def title(self) -> str:
        places = dict.fromkeys(str(PLACES[one.place]) for one in self.spoken_of)
        return _("in “%(file)s”: %(places)s") % {"file": self.file.name, "places": ", ".join(places)}

    @property
    def kept_for(self) -> str:
        return _("Stands in the metadata of an attached file, as it came")

    def get_absolute_url(self) -> str:
        page = getattr(self.whole, "get_absolute_url", None)
        return page() if page else ""

    def __str__(self) -> str:
        return self.file.name

    def told(self) -> dict[str, Any]:
        """For the extract; where the picture was taken too, if it was."""
        places = [one for one in naming.names_of(self.file) if one in self.spoken_of or one.place == "position"]
        return {
            "kind": str(self.file._meta.verbose_name),
            "kept_for": self.kept_for,
            "file": self.file.name,
            "sha256": self.file.checksum,
            "metadata": [{"place": str(PLACES[one.place]), "name": one.name} for one in places],
        }

    def erase(self, *, reason: str) -> bool:
        return naming.take_out(self.file, {one.name for one in self.spoken_of}, reason=reason)


def speaking_of(words: str, most: int) -> list[NamedFile]:
    files = naming.naming([words])[:most]
    held = naming.holders_of(files)
    found = [NamedFile(file, words, next(iter(held[file.pk]), None)) for file in files]
    return [one for one in found if one.spoken_of]


def found(keys: Collection[str], most: int) -> list[NamedFile]:
    """Those with these keys that still say so."""
    told = [key.split(":", 2) for key in keys]
    asked = {one[2] for one in told if one[0] == KEY and len(one) == 3 and one[2]}
    rows = [row for words in asked for row in speaking_of(words, most)]
    return [row for row in rows if row.key in set(keys)]
