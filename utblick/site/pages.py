"""What each public page says."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from utblick.followup.models import Rendering
from utblick.followup.paper import paper_of
from utblick.initiatives.models import Initiative
from utblick.initiatives.sums import Sums, sums_by, sums_of_rows
from utblick.site import published
from utblick.site.charting import people_by_year
from utblick.site.languages import in_language
from utblick.site.places import IN_THE_HEAD, pins
from utblick.site.serving import Visit, drawn

ON_FRONT, ON_PAGE = 6, 24


def front(visit: Visit) -> bytes:
    partners = list(published.partners())
    description = _("What %(municipality)s does together with others in Europe and the world, and what comes of it.")
    return drawn(
        "site/front.html",
        visit,
        title=_("International cooperation"),
        description=description % {"municipality": visit.municipality},
        goals=list(published.goals()),
        initiatives=list(published.ongoing()),
        partners=partners,
        twin_names={one.name for one in partners if one.is_twin_town},
        countries={one.country for one in partners},
        pins=pins(partners, visit, IN_THE_HEAD),
        meetings=list(published.coming(timezone.localdate())[:ON_FRONT]),
        results=list(published.results()[:3]),
        reports=list(published.reports().in_list()[:1]),
    )


def about(visit: Visit) -> bytes:
    description = _("The program that %(municipality)s runs its international work with.")
    told = description % {"municipality": visit.municipality}
    return drawn("site/about.html", visit, title=_("About Utblick"), description=told)


def goals(visit: Visit) -> bytes:
    found = list(published.goals())
    serving: dict[int, list[Initiative]] = defaultdict(list)
    for one in published.contributions():
        serving[one.goal_id].append(one.initiative)
    description = _("What %(municipality)s wants to achieve with its international work.")
    return drawn(
        "site/goals.html",
        visit,
        title=_("Our goals"),
        description=description % {"municipality": visit.municipality},
        document=found[0].document if found else None,
        goals=[(goal, serving[goal.pk]) for goal in found],
    )


def initiatives(visit: Visit) -> bytes:
    description = _("Projects, exchanges and other international cooperation in %(municipality)s.")
    return drawn(
        "site/initiatives.html",
        visit,
        title=_("What we do"),
        description=description % {"municipality": visit.municipality},
        page=_paged(published.initiatives(), visit),
    )


def initiative(visit: Visit) -> bytes:
    one = get_object_or_404(published.initiatives(), pk=visit.arguments["pk"])
    steps = list(published.steps().filter(initiative=one).in_order())
    summary = in_language(visit.language, one.summary, one.summary_en)
    return drawn(
        "site/initiative.html",
        visit,
        title=in_language(visit.language, one.title, one.title_en).text,
        description=_short(summary.text),
        initiative=one,
        goals=[each.goal for each in published.contributions().filter(initiative=one)],
        partners=[each.organisation for each in published.participations().filter(initiative=one)],
        steps=[step for step in steps if step.status in published.TOLD_STEPS],
        people=sums_of_rows(steps).people,
        results=list(published.results().filter(initiative=one)),
        lessons=list(published.lessons().filter(initiative=one)),
    )


def partners(visit: Visit) -> bytes:
    found = list(published.partners())
    together: dict[int, list[Initiative]] = defaultdict(list)
    for one in published.participations():
        together[one.organisation_id].append(one.initiative)
    told = [(partner, together[partner.pk]) for partner in found]
    description = _("The twin towns and other organisations abroad that %(municipality)s works with.")
    return drawn(
        "site/partners.html",
        visit,
        title=_("Partners and twin towns"),
        description=description % {"municipality": visit.municipality},
        twin_towns=[pair for pair in told if pair[0].is_twin_town],
        others=[pair for pair in told if not pair[0].is_twin_town],
        pins=pins(found, visit),
    )


def results(visit: Visit) -> bytes:
    by_year: dict[int | None, Sums] = sums_by(published.steps(), "starts_on__year")
    description = _("What has come of the international work in %(municipality)s, in words and figures.")
    return drawn(
        "site/results.html",
        visit,
        title=_("Results"),
        description=description % {"municipality": visit.municipality},
        people=_sum(by_year.values()).people,
        chart=people_by_year(by_year),
        page=_paged(published.results(), visit),
        reports=list(published.reports().in_list()),
    )


def report(visit: Visit) -> bytes:
    one = get_object_or_404(published.reports(), pk=visit.arguments["pk"])
    ready = list(published.documents(one).values_list("format", flat=True))
    paper = paper_of(one, linked=False)
    return drawn(
        "site/report.html",
        visit,
        title=one.title,
        description=f"{paper.title}, {paper.municipality}, {paper.period}",
        report=one,
        paper=paper,
        documents=[(format, Rendering.Format(format).label) for format in ready],
    )


def _paged(rows: QuerySet[Any], visit: Visit) -> Page[Any]:
    return Paginator(rows, ON_PAGE).get_page(visit.page)


def _sum(parts: Iterable[Sums]) -> Sums:
    total = Sums()
    for part in parts:
        total += part
    return total


def _short(text: str) -> str:
    """As long as search engines show."""
    return Truncator(" ".join(text.split())).chars(160)
