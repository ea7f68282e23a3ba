"""The table of one partner's budget: a box for each category or source and period."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.projects.budgeting import Place, Wish
from utblick.projects.models import Budget
from utblick.projects.sums.budget import ENTERED_SOURCES, Cell
from utblick.projects.sums.periods import Period
from utblick.projects.words import CATEGORIES, SOURCES
from utblick.ui.fields import AmountField

MOST = Decimal(10_000_000_000)


class Box(AmountField):
    """An amount whose hidden twin keeps what its reader saw."""

    default_error_messages = {
        "max_value": gettext_lazy("That is over ten billion. Write the amount in whole euro or kronor.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_value=MOST, show_hidden_initial=True, **options)


@dataclass(frozen=True, slots=True)
class Row:
    """One category or source. `boxes` are filled in; `amounts` are worked out, and last of them the sum."""

    label: Promise | str
    note: str
    boxes: list[BoundField]
    amounts: list[Decimal]
    total: Decimal


class SheetForm(forms.Form):
    """`stored`: what stands in the boxes; `cells`: what it comes to, by period."""

    def __init__(
        self, *args: Any, budget: Budget, periods: Iterable[Period], stored: Mapping[Place, Decimal], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.budget, self.periods = budget, list(periods)
        for what in (*budget.option.method.entered, *ENTERED_SOURCES):
            label = {**CATEGORIES, **SOURCES}[what]
            for period in self.periods:
                box = Box(label=f"{label}, {period.label}", initial=stored.get((what, period.first)))
                self.fields[_name(what, period.first)] = box

    def wishes(self) -> dict[Place, Wish]:
        """What each box said when it was opened, and what it says now."""
        return {
            (what, period.first): Wish(self._seen(name), self.cleaned_data.get(name))
            for what, period, name in self._places()
            if name in self.fields
        }

    def _places(self) -> Iterator[tuple[str, Period, str]]:
        for what in (*self.budget.option.method.entered, *ENTERED_SOURCES):
            for period in self.periods:
                yield what, period, _name(what, period.first)

    def _seen(self, name: str) -> Decimal | None:
        """A hidden twin that says no amount was tampered with: then nothing was seen."""
        field = self.fields[name]
        try:
            found: Decimal | None = field.to_python(self.data.get(self.add_initial_prefix(name), ""))
        except forms.ValidationError:
            return None
        return found

    def tell_clash(self, clashing: Mapping[Place, Decimal | None], stored: Mapping[Place, Decimal]) -> None:
        """Name what somebody else wrote, beside each box; saved once more, what stands in the box goes. A box that was left
        alone shows what is `stored` now."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for what, period, name in self._places():
            place, amount = (what, period.first), stored.get((what, period.first))
            left_alone = self.cleaned_data.get(name) == self._seen(name)
            if place in clashing:
                amount = clashing[place]
                shown = "–" if amount is None else number_format(amount, 2, use_l10n=True, force_grouping=True)
                told = _("Somebody else has just written %(amount)s here. Save again to keep yours.")
                self.add_error(name, told % {"amount": shown})
            elif left_alone:
                data[self.add_prefix(name)] = self.fields[name].prepare_value(amount) or ""
            if place in clashing or left_alone:
                data[self.add_initial_prefix(name)] = "" if amount is None else str(amount)
        self.data = data

    def cost_rows(self, cells: Mapping[date, Cell]) -> list[Row]:
        method = self.budget.option.method
        return [self._row(what, CATEGORIES[what], what in method.entered, cells, "costs") for what in method.categories]

    def funding_rows(self, cells: Mapping[date, Cell]) -> list[Row]:
        return [self._row(what, label, what != "grant", cells, "funding") for what, label in SOURCES.items()]

    def _row(self, what: str, label: Promise, filled: bool, cells: Mapping[date, Cell], part: str) -> Row:
        none = Cell(0, date.min)
        amounts = [getattr(cells.get(one.first, none), part).get(what, Decimal("0.00")) for one in self.periods]
        boxes = [self[_name(what, one.first)] for one in self.periods] if filled else []
        return Row(label, self._note(what), boxes, amounts, sum(amounts, Decimal("0.00")))

    def _note(self, what: str) -> str:
        if what == "grant":
            return _("%(percent)s %% of the cost") % {"percent": number_format(self.budget.grant_percent.normalize())}
        method = self.budget.option.method
        if what == method.counted:
            return _("write the number of units")
        for flat in method.flats:
            if flat.category == what:
                of = ", ".join(str(CATEGORIES[one]).lower() for one in flat.of)
                return _("%(percent)s %% of %(of)s") % {"percent": number_format(flat.percent), "of": of}
        return ""


def _name(what: str, period: date) -> str:
    return f"{what}-{period:%Y-%m}"
