"""The figures of the public pages, drawn."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from utblick.initiatives.models.steps import GROUPS
from utblick.initiatives.sums import Sums
from utblick.ui.charts import Chart, stacked


def people_by_year(by_year: Mapping[int | None, Sums]) -> Chart | None:
    """Those who took part, year by year, women, men, girls, boys and not stated apart. None where nobody is counted."""
    counted = {year: sums.people for year, sums in by_year.items() if year and sums.people.total}
    if not counted:
        return None
    values = [
        (str(year), [getattr(people, group) or 0 for group in GROUPS]) for year, people in sorted(counted.items())
    ]
    names = [_("Women"), _("Men"), _("Girls"), _("Boys"), _("Not stated")]
    return stacked(_("Year by year"), values, series=names)
