"""What is shared as files."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from utblick.sharing.figures import Figures
from utblick.sharing.telling import Told, tell_all
from utblick.ui.sheets import Sheet


def initiatives(rows: QuerySet[Any, Any]) -> Sheet:
    told = {one.row["pk"]: one for one in tell_all(rows)}

    def of(row: Mapping[str, Any]) -> Told:
        return told[row["pk"]]

    return Sheet(
        _("Shared initiatives"),
        {
            _("Municipality"): lambda row: row["municipality__name"],
            _("Initiative"): lambda row: row["title"],
            _("What it is about"): lambda row: row["summary"],
            _("Status"): lambda row: of(row).status,
            _("Form of cooperation"): lambda row: row["form__name"],
            _("Unit"): lambda row: row["unit__name"],
            _("Begins"): lambda row: row["starts_on"],
            _("Ends"): lambda row: row["ends_on"],
            _("Funding programme"): lambda row: ", ".join(of(row).programmes),
            _("Countries"): lambda row: of(row).country_names,
            _("Planned cost, kr"): lambda row: of(row).sums.money.planned_cost,
            _("Cost, kr"): lambda row: of(row).sums.money.cost,
            _("Of it our own, kr"): lambda row: of(row).sums.money.own,
        },
    )


def figures() -> Sheet:
    """Of rows (name of the municipality, its figures)."""

    def of(row: tuple[str, Figures]) -> Figures:
        return row[1]

    return Sheet(
        _("Figures of the municipalities"),
        {
            _("Municipality"): lambda row: row[0],
            _("Initiatives"): lambda row: of(row).initiatives,
            _("Of them ongoing"): lambda row: of(row).ongoing,
            _("Steps"): lambda row: of(row).sums.steps,
            _("Planned cost, kr"): lambda row: of(row).sums.money.planned_cost,
            _("Of it own money, planned, kr"): lambda row: of(row).sums.money.planned_own,
            _("Of it from others, planned, kr"): lambda row: of(row).others.planned,
            _("Cost, kr"): lambda row: of(row).sums.money.cost,
            _("Of it own money, kr"): lambda row: of(row).sums.money.own,
            _("Of it from others, kr"): lambda row: of(row).others.paid,
            _("Women"): lambda row: of(row).sums.people.women,
            _("Men"): lambda row: of(row).sums.people.men,
            _("Girls"): lambda row: of(row).sums.people.girls,
            _("Boys"): lambda row: of(row).sums.people.boys,
            _("Not stated"): lambda row: of(row).sums.people.not_stated,
            _("Climate cost, kg CO2e"): lambda row: of(row).sums.kg_co2e,
            _("Results"): lambda row: of(row).results,
        },
    )
