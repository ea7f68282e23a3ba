"""What a reader is shown of initiatives that are shared by name: themselves and what belongs to them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, DecimalField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from utblick.initiatives.models import Contribution, Initiative, Participation, Result, Step
from utblick.initiatives.sums import Sums, sums_by
from utblick.projects.models import Project
from utblick.sharing import programmes, works
from utblick.sharing.crossing import Rows, parts, told
from utblick.ui.countries import country_names

FIGURE = DecimalField(max_digits=14, decimal_places=2)


class Beside(NamedTuple):
    """What belongs to an initiative: a programme or country, a goal, a partner with its country, a result with its figure."""

    what: str
    initiative: int
    text: str
    more: str
    day: date | None
    figure: Decimal | None


@dataclass(frozen=True, slots=True)
class Told:
    """One initiative; `row` is what crossing.TOLD names of it."""

    row: dict[str, Any]
    sums: Sums
    beside: dict[str, list[Beside]]

    @property
    def status(self) -> str:
        return str(Initiative.Status(self.row["status"]).label)

    @property
    def programmes(self) -> list[str]:
        """Of its projects; without one, what is written in it."""
        written = programmes.family_of_words(self.row["programme_told"])
        listed = {one.text for one in self.beside["programme"]} or {written} - {"", programmes.UNTOLD}
        return sorted(programmes.label(one) for one in listed)

    @property
    def country_names(self) -> str:
        return country_names(sorted({one.text for one in self.beside["country"]}))


def tell(rows: Sequence[dict[str, Any]], *, of: Rows) -> list[Told]:
    """Rows of `told(of)` with what a list shows of them; in two queries."""
    return _tell(rows, of.filter(pk__in=[row["pk"] for row in rows]), whole=False)


def tell_all(of: Rows) -> list[Told]:
    """Every one, for a file."""
    return _tell(list(told(of)), of, whole=False)


def tell_one(of: Rows, pk: int) -> Told | None:
    """One with all that a page shows of it; in three queries."""
    one = of.filter(pk=pk)
    return next(iter(_tell(list(told(one)), one, whole=True)), None)


def _tell(rows: Sequence[dict[str, Any]], these: Rows, *, whole: bool) -> list[Told]:
    sums = sums_by(parts(Step, of=these), "initiative_id")
    found: dict[int, dict[str, list[Beside]]] = defaultdict(lambda: defaultdict(list))
    first, *others = [*_placed(these), *(_belonging(these) if whole else [])]
    for one in map(Beside._make, first.union(*others).order_by()):
        found[one.initiative][one.what].append(one)
    return [Told(row, sums.get(row["pk"], Sums()), found[row["pk"]]) for row in rows]


def _placed(these: Rows) -> list[QuerySet[Any, Any]]:
    return [
        _rows(works.in_listed(parts(Project, of=these)), "programme", "family"),
        *(_rows(works.abroad(parts(kind, of=these)), "country", "country_told") for kind in works.PLACES),
    ]


def _belonging(these: Rows) -> list[QuerySet[Any, Any]]:
    return [
        _rows(parts(Contribution, of=these), "goal", "goal__name"),
        _rows(parts(Participation, of=these), "partner", "organisation__name", "organisation__country"),
        _rows(parts(Result, of=these), "result", "text", "unit_of_value", "noted_on", "value"),
    ]


def _rows(
    rows: QuerySet[Any], what: str, text: str, more: str = "", day: str = "", figure: str = ""
) -> QuerySet[Any, Any]:
    asked = {
        "told_what": Value(what, CharField()),
        "told_of": F("initiative_id"),
        "told_text": Cast(F(text), TextField()),
        "told_more": Cast(F(more), TextField()) if more else Value("", TextField()),
        "told_day": F(day) if day else Cast(Value(None), DateField()),
        "told_figure": F(figure) if figure else Cast(Value(None), FIGURE),
    }
    found: QuerySet[Any, Any] = rows.order_by().annotate(**asked).values_list(*asked)
    return found
