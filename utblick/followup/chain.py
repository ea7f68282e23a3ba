"""A report's place in the chain: the goals and the work that it tells of."""

from collections.abc import Iterator
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _

from utblick.followup.models import Report
from utblick.ui.chain import Chain, Stage

MOST = 12


def chain_of_report(report: Report) -> Chain:
    """Drawn from the report's own figures; asks the database nothing."""
    figures = report.content([])["figures"]
    return Chain(
        came_from=(*_goals(figures), *islice(_initiatives(figures), MOST)),
        this=Stage(_("Follow-up report"), report.title, when=report.frozen_at or report.composed_at),
        led_to=tuple(_led_to(report)),
    )


def _goals(figures: dict[str, list[dict[str, object]]]) -> Iterator[Stage]:
    for goal in figures.get("goals", []):
        yield Stage(_("Goal"), str(goal["name"]), reverse("goals:goal", args=[goal["pk"]]))


def _initiatives(figures: dict[str, list[dict[str, object]]]) -> Iterator[Stage]:
    for one in figures.get("initiatives", []):
        yield Stage(_("Initiative"), str(one["title"]), reverse("initiatives:initiative", args=[one["pk"]]))


def _led_to(report: Report) -> Iterator[Stage]:
    here = report.get_absolute_url()
    if report.is_frozen:
        yield Stage(_("Frozen"), _("The board's report"), f"{here}#frozen", report.frozen_at)
    if report.published:
        yield Stage(_("Published"), _("Public page"), here)
