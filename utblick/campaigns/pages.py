"""The public pages that a campaign can have. This room knows them by their keys only; the rooms that show them tell the rest."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page that the public can read now. `addresses`: its path in each language that it can be asked for in."""

    key: str
    title: str
    group: str
    addresses: dict[str, str] = field(default_factory=dict)

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(self.addresses.values())

    def address(self, language: str) -> str:
        """In this language, else in English, else in the first that there is."""
        return self.addresses.get(language) or self.addresses.get("en") or next(iter(self.addresses.values()))


type Telling = Callable[[Collection[str] | None], Iterable[PublicPage]]
"""Of these keys those that can be read now; of None all that can be chosen. Only the running municipality's."""

# Filled by rooms further down, when they start.
TOLD_BY: list[Telling] = []


def offered() -> list[PublicPage]:
    return [page for tell in TOLD_BY for page in tell(None)]


def readable(keys: Collection[str]) -> dict[str, PublicPage]:
    """Those of them that the public can read now; one that was taken down is not among them."""
    return {page.key: page for tell in TOLD_BY for page in tell(keys)} if keys else {}
