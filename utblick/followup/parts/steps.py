"""The tables of a goal: each step with its money, and its people."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from utblick.followup.contents import Cell, Table
from utblick.followup.figures import InitiativeLine, StepLine
from utblick.followup.parts.blocks import cell, counted_cell, table
from utblick.followup.phrases import amount, head, where
from utblick.initiatives.models import Step
from utblick.initiatives.models.steps import GROUPS
from utblick.initiatives.sums import People, Sums


def steps_table(initiatives: list[InitiativeLine], sums: Sums, of: str) -> Table:
    """`of` says whose the totals are. Without the plan of what fell through, as in every sum."""
    rows = [_money_row(one, step) for one in initiatives for step in one.steps]
    fallen = any(step.fell_through for one in initiatives for step in one.steps)
    note = _("What was rejected or cancelled is listed, but its plan is in no sum.")
    return table(
        "steps",
        _("Projects, exchanges, events and campaigns, in kronor"),
        [
            _("What"),
            _("When and where"),
            pgettext("column", "Planned"),
            pgettext("column", "Spent"),
            _("Of it our own"),
        ],
        rows,
        texts=2,
        total=_money_total(sums, of) if len(rows) > 1 else [],
        note=note if fallen else "",
    )


def _money_row(one: InitiativeLine, step: StepLine) -> list[Cell]:
    planned = None if step.fell_through else step.money.planned_cost
    return [
        cell(f"{step.title} ({Step.Status(step.status).label.lower()})", f"initiative:{one.pk}"),
        cell(_when_and_where(step)),
        *_amounts((planned, step.money.cost, step.money.own), f"step:{step.pk}", f"initiative:{one.pk}"),
    ]


def _money_total(sums: Sums, of: str) -> list[Cell]:
    money = sums.money
    return [cell(_("In all")), cell(""), *_amounts((money.planned_cost, money.cost, money.own), of)]


def _amounts(money: tuple[Decimal | None, ...], of: str, ref: str = "") -> Iterator[Cell]:
    for name, value in zip(("planned_cost", "cost", "own"), money, strict=True):
        yield counted_cell(amount(value), value, f"{of}:{name}", ref)


def _when_and_where(step: StepLine) -> str:
    first, last = step.starts_on, step.ends_on
    when = " – ".join(day.isoformat() for day in (first, last if last != first else None) if day)
    return ", ".join(filter(None, [when, where(step.place, step.country)]))


def people_table(initiatives: list[InitiativeLine], sums: Sums, of: str) -> Table:
    """The steps for which anybody is counted, planned or actual."""
    rows = [row for one in initiatives for step in one.steps for row in _people_rows(one, step)]
    return table(
        "people",
        _("Participants"),
        [_("What"), _("Women"), _("Men"), _("Girls"), _("Boys"), _("Not stated"), _("Total")],
        rows,
        total=_counts(_("Took part, in all"), sums.people, of)
        if len(rows) > 1 and sums.people.total is not None
        else [],
        note=_("A dash: not counted.") if rows else "",
    )


def _people_rows(one: InitiativeLine, step: StepLine) -> Iterator[list[Cell]]:
    if step.people.total is not None:
        yield _counts(step.title, step.people, f"step:{step.pk}", f"initiative:{one.pk}")
    if step.planned.total is not None and not step.fell_through:
        label = _("%(title)s, planned") % {"title": step.title}
        yield _counts(label, step.planned, f"step:{step.pk}:planned", f"initiative:{one.pk}")


def _counts(label: str, people: People, of: str, ref: str = "") -> list[Cell]:
    counts = {group: getattr(people, group) for group in GROUPS} | {"people": people.total}
    return [
        cell(label, ref),
        *(counted_cell(head(count), count, f"{of}:{name}", ref) for name, count in counts.items()),
    ]
