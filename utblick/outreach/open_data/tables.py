"""The tables: what each row is and what each column means. Names and identifiers stand for good; columns are only added."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models import Initiative, Result, Step
from utblick.initiatives.sums import Money, People, Sums, sums_by
from utblick.partners.models import Agreement, Organisation
from utblick.site import published
from utblick.site.serving import Visit
from utblick.ui.sheets import Cell

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

type Row = Mapping[str, Cell]

ID, URL = _("Stays the same for as long as the thing exists"), _("Its public page")
PEOPLE = {
    "women": _("Women who took part; empty: not counted"),
    "men": _("Men who took part"),
    "girls": _("Girls who took part"),
    "boys": _("Boys who took part"),
    "not_stated": _("Took part, not stated as which"),
}
MONEY = {
    "planned_cost": _("Planned cost in kronor"),
    "cost": _("Cost so far in kronor"),
    "own": _("Of it the municipality's own part"),
}


def codes(*words: str) -> SafeString:
    """The words that a column may hold, the same in every language."""
    return format_html('<code lang="en">{}</code>', ", ".join(words))


@dataclass(frozen=True, slots=True)
class Table:
    """`theme`: of the EU's data themes (authority list data-theme). `columns`: name → what it means."""

    name: str
    title: "StrPromise"
    text: "StrPromise"
    theme: str
    columns: Mapping[str, "StrPromise | str"]
    rows: Callable[[Visit], Iterable[Row]]


def _goals(visit: Visit) -> Iterator[Row]:
    for one in published.goals():
        yield {
            "id": one.pk,
            "name": one.name,
            "text": one.text,
            "sdg_targets": " ".join(one.sdg_targets),
            "document": str(one.document),
            "url": f"{visit.address('site:goals')}#goal-{one.pk}",
        }


def _initiatives(visit: Visit) -> Iterator[Row]:
    sums: dict[int, Sums] = sums_by(published.steps(), "initiative_id")
    goals, partners = defaultdict(list), defaultdict(list)
    for contribution in published.contributions():
        goals[contribution.initiative_id].append(contribution.goal_id)
    for part in published.participations():
        partners[part.initiative_id].append(part.organisation_id)
    for one in published.initiatives():
        own = sums.get(one.pk, Sums())
        yield {
            **_told(one, visit),
            "goals": _keys(goals[one.pk]),
            "partners": _keys(partners[one.pk]),
            **_money(own.money),
            **_people(own.people),
        }


def _told(one: Initiative, visit: Visit) -> Row:
    return {
        "id": one.pk,
        "title": one.title,
        "title_en": one.title_en,
        "summary": one.summary,
        "summary_en": one.summary_en,
        "status": one.status,
        "unit": str(one.unit or ""),
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "url": visit.address("site:initiative", pk=one.pk),
    }


def _activities(visit: Visit) -> Iterator[Row]:
    for one in published.told_steps().in_order():
        yield {
            **_activity(one, visit),
            **_money(Money(one.planned_cost, None, one.cost, one.own)),
            **_people(_counted(one)),
        }


def _activity(one: Step, visit: Visit) -> Row:
    return {
        "id": one.pk,
        "initiative": one.initiative_id,
        "kind": one.kind,
        "title": one.title,
        "title_en": one.title_en,
        "status": one.status,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "place": one.place,
        "country": one.country,
        "kg_co2e": one.kg_co2e,
        "url": visit.address("site:initiative", pk=one.initiative_id),
    }


def _counted(one: Step) -> People:
    return People(one.women, one.men, one.girls, one.boys, one.not_stated)


def _partners(visit: Visit) -> Iterator[Row]:
    for one in published.partners():
        yield {
            "id": one.pk,
            "name": one.name,
            "kind": one.kind,
            "country": one.country,
            "region": one.region,
            "place": one.place,
            "latitude": one.latitude,
            "longitude": one.longitude,
            "twin_town": "yes" if one.is_twin_town else "no",
            "website": one.website,
            "url": visit.address("site:partners"),
        }


def _agreements(visit: Visit) -> Iterator[Row]:
    for one in published.agreements():
        yield {
            "id": one.pk,
            "partner": one.organisation_id,
            "kind": one.kind,
            "title": one.title,
            "signed_on": one.signed_on,
            "runs_until": one.runs_until,
            "ended_on": one.ended_on,
            **_decided(one),
        }


def _decided(one: Agreement) -> Row:
    return {
        "decided_by": one.decided_by,
        "decided_on": one.decided_on,
        "section": one.section,
        "case_number": one.case_number,
    }


def _results(visit: Visit) -> Iterator[Row]:
    for one in published.results():
        yield {**_result(one), "url": f"{visit.address('site:initiative', pk=one.initiative_id)}#result-{one.pk}"}


def _result(one: Result) -> Row:
    return {
        "id": one.pk,
        "initiative": one.initiative_id,
        "goal": one.goal_id,
        "noted_on": one.noted_on,
        "text": one.text,
        "text_en": one.text_en,
        "value": one.value,
        "unit_of_value": one.unit_of_value,
    }


def _keys(keys: Iterable[int]) -> str:
    return " ".join(str(key) for key in sorted(keys))


def _money(money: Money) -> Row:
    return {name: getattr(money, name) for name in MONEY}


def _people(people: People) -> Row:
    return {name: getattr(people, name) for name in PEOPLE}


TABLES = {
    one.name: one
    for one in (
        Table(
            "goals",
            _("Goals of the international work"),
            _("What the governing document in force wants to achieve."),
            "GOVE",
            {
                "id": ID,
                "name": _("Short name"),
                "text": _("As the document says it"),
                "sdg_targets": _("Targets of Agenda 2030"),
                "document": _("The governing document"),
                "url": URL,
            },
            _goals,
        ),
        Table(
            "initiatives",
            _("International initiatives"),
            _("Lines of work towards the goals, with their partners, costs and participants."),
            "GOVE",
            {
                "id": ID,
                "title": _("Title in Swedish"),
                "title_en": _("Title in English, where there is one"),
                "summary": _("What it is about"),
                "summary_en": _("The same in English"),
                "status": codes(*Initiative.Status.values),
                "unit": _("Responsible unit"),
                "starts_on": _("First day"),
                "ends_on": _("Last day"),
                "url": URL,
                "goals": _("Goals that it serves: their ids, separated by spaces"),
                "partners": _("Partners in it: their ids, separated by spaces"),
                **MONEY,
                **PEOPLE,
            },
            _initiatives,
        ),
        Table(
            "activities",
            _("Projects, exchanges, events and campaigns"),
            _(
                "What is done within the initiatives, when and where, with costs, participants and the climate cost of journeys."
            ),
            "GOVE",
            {
                "id": ID,
                "initiative": _("The id of the initiative"),
                "kind": codes(*Step.Kind.values),
                "title": _("Title in Swedish"),
                "title_en": _("Title in English, where there is one"),
                "status": codes(*published.TOLD_STEPS),
                "starts_on": _("First day"),
                "ends_on": _("Last day"),
                "place": _("Place"),
                "country": _("Country (ISO 3166-1)"),
                "kg_co2e": _("Climate cost of its journeys, kg CO2e"),
                "url": URL,
                **MONEY,
                **PEOPLE,
            },
            _activities,
        ),
        Table(
            "partners",
            _("Partners and twin towns"),
            _("Organisations that the municipality works with."),
            "REGI",
            {
                "id": ID,
                "name": _("Name"),
                "kind": codes(*Organisation.Kind.values),
                "country": _("Country (ISO 3166-1)"),
                "region": _("Region (NUTS)"),
                "place": _("Place"),
                "latitude": _("Degrees north (WGS 84)"),
                "longitude": _("Degrees east (WGS 84)"),
                "twin_town": codes("yes", "no"),
                "website": _("Its own web site"),
                "url": URL,
            },
            _partners,
        ),
        Table(
            "agreements",
            _("Agreements with partners"),
            _("Twin towns, cooperation, memberships and letters of intent, with the decisions behind them."),
            "GOVE",
            {
                "id": ID,
                "partner": _("The id of the partner"),
                "kind": codes(*Agreement.Kind.values),
                "title": _("Title in Swedish"),
                "signed_on": _("Day of signing"),
                "runs_until": _("End of the period that runs now; empty: until further notice"),
                "ended_on": _("Day when it was ended"),
                "decided_by": _("Body that decided"),
                "decided_on": _("Day of the decision"),
                "section": _("Section of the minutes"),
                "case_number": _("Case number"),
            },
            _agreements,
        ),
        Table(
            "results",
            _("Results of the international work"),
            _("What came of the initiatives, in words and figures."),
            "GOVE",
            {
                "id": ID,
                "initiative": _("The id of the initiative"),
                "goal": _("The id of the goal; empty: of no goal in particular"),
                "noted_on": _("Day"),
                "text": _("Result in Swedish"),
                "text_en": _("Result in English, where there is one"),
                "value": _("Figure"),
                "unit_of_value": _("What the figure counts"),
                "url": URL,
            },
            _results,
        ),
    )
}


def rows_of(table: Table, visit: Visit) -> Iterator[list[Any]]:
    """In the order of the columns."""
    for row in table.rows(visit):
        yield [row[name] for name in table.columns]
