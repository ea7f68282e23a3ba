"""All that one part of a report holds: the rows behind its text, its tables and its lists, also where the report itself shows
only the largest. It is drawn from the same content, so that a figure of a frozen report leads to the rows that it was made of."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from utblick.followup.contents import Listed, Part, Ref, Table, Told
from utblick.followup.paper import refs_of


@dataclass(frozen=True, slots=True)
class Stack:
    """Rows of one kind in one table or list, which `kind` of a part they are and all else that is told of it."""

    key: str
    label: str
    kind: str
    facts: dict[str, Any]
    rows: list[Any]

    def part(self, of: Part, rows: list[Any]) -> Part:
        """A part with nothing but these."""
        shown: Any = {**self.facts, "rows" if self.kind == "tables" else "items": rows}
        bare: Any = {**of, "draft": [], "text": "", "tables": [], "lists": [], "charts": []}
        bare[self.kind] = [shown]
        return bare  # type: ignore[no-any-return]


def stacks_of(part: Part) -> list[Stack]:
    found = [_of_table(f"table-{at}", table) for at, table in enumerate(part["tables"])]
    found += [_of_list(f"list-{at}", one) for at, one in enumerate(part["lists"])]
    if refs := refs_of(part):
        behind = Listed(heading=_("Behind the text"), items=list(map(_told, refs)))
        found.insert(0, _of_list("text", behind))
    return found


def _of_table(key: str, table: Table) -> Stack:
    return Stack(key, table["caption"], "tables", {**table, "note": "", "leading": None}, table["rows"])


def _of_list(key: str, listed: Listed) -> Stack:
    return Stack(key, listed["heading"], "lists", {"heading": listed["heading"]}, listed["items"])


def _told(ref: Ref) -> Told:
    return Told(lead="", text="", source=ref["label"], ref=ref["ref"])
