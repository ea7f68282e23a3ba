"""What a backup says that it holds; read last, and compared with what was restored."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Self

from django.utils.translation import gettext_noop as _

from utblick.operate.backup.errors import Damaged

FILE = "manifest.json"
FORMAT = 1


@dataclass(slots=True)
class Manifest:
    """`tables`: rows and sum of each; `files`: SHA-256 of each in the data folder, by its path there; `made_at` in UTC."""

    made_at: str
    version: str
    vendor: str
    tables: dict[str, tuple[int, str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(count for count, _digest in self.tables.values())

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        try:
            told = json.loads(text)
            told["tables"] = {table: (count, digest) for table, (count, digest) in told["tables"].items()}
            found = cls(**told)
        except (ValueError, TypeError, KeyError) as error:
            raise Damaged(_("What the backup says of itself cannot be read: %(error)s."), error=repr(error)) from error
        if found.format != FORMAT:
            raise Damaged(
                _("The backup has format %(found)s; this version of Utblick reads %(known)s."),
                found=found.format,
                known=FORMAT,
            )
        return found

    def differences(self, other: "Manifest") -> Iterator[str]:
        """What is not the same in the other, each in a line."""
        for what, ours, theirs in (("table", self.tables, other.tables), ("file", self.files, other.files)):
            for name in sorted(ours.keys() | theirs.keys()):
                if ours.get(name) != theirs.get(name):
                    yield f"{what} {name}"
