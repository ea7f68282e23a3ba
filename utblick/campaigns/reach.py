"""How far a campaign has reached: sums, week by week, page by page, from where and in which language."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.campaigns.counting import Reached, reached, together
from utblick.campaigns.models import Campaign, Origin, Reach
from utblick.ui.charts import figure
from utblick.ui.languages import language_names
from utblick.ui.trends import Trend, trend

WEEK = timedelta(days=7)
MOST_WEEKS = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """`cost_each` is None where nothing is spent, or nobody has come."""

    total: Reached
    target: int | None
    cost: Decimal | None

    @property
    def part_of_target(self) -> Decimal | None:
        return None if not self.target else Decimal(self.total.arrivals) / self.target

    @property
    def cost_each(self) -> Decimal | None:
        return None if self.cost is None or not self.total.arrivals else self.cost / self.total.arrivals


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    reached: Reached


def standings(campaigns: Collection[Campaign]) -> dict[int, Standing]:
    """Of each by its key, in one query."""
    found = reached(Reach.objects.filter(page__campaign__in=campaigns), "page__campaign")
    return {one.pk: Standing(found.get(one.pk, Reached()), one.target, one.step.cost) for one in campaigns}


@dataclass(frozen=True, slots=True)
class Account:
    """All that the page of a campaign tells of its reach. Two queries."""

    standing: Standing
    pages: dict[int, Reached]
    origins: list[Line]
    languages: list[Line]
    weeks: Trend


def account(campaign: Campaign, today: date) -> Account:
    rows = Reach.objects.filter(page__campaign=campaign)
    parts = reached(rows, "page", "language", "origin")
    return Account(
        Standing(together(parts), campaign.target, campaign.step.cost),
        _by(parts, 0),
        _lines({str(Origin(key).label): value for key, value in _by(parts, 2).items()}),
        _lines({_language(key): value for key, value in _by(parts, 1).items()}),
        _weeks(reached(rows, "day"), campaign, today),
    )


def _by(parts: dict[Any, Reached], place: int) -> dict[Any, Reached]:
    sums: dict[Any, Reached] = {}
    for key, one in parts.items():
        sums[key[place]] = sums.get(key[place], Reached()) + one
    return sums


def _lines(named: dict[str, Reached]) -> list[Line]:
    return [Line(name, one) for name, one in sorted(named.items(), key=lambda pair: -pair[1].views)]


def _language(code: str) -> str:
    return language_names([code]).capitalize()


def _weeks(days: dict[date, Reached], campaign: Campaign, today: date) -> Trend:
    """From the first week to this one, or the last; a week without a reader is a nought, not a gap."""
    arrivals = dict.fromkeys(_mondays(days, campaign, today), 0)
    for day, one in days.items():
        if monday(day) in arrivals:
            arrivals[monday(day)] += one.arrivals
    named = {_week(one, today): count for one, count in arrivals.items()}
    return trend(_("Arrivals week by week"), list(named), list(named.values()), sentence=_sentence(named))


def _mondays(days: Iterable[date], campaign: Campaign, today: date) -> list[date]:
    first = min([*days, campaign.step.starts_on or today])
    last = min(campaign.step.ends_on or today, today)
    count = max((monday(last) - monday(first)) // WEEK, 0) + 1
    return [monday(first) + WEEK * number for number in range(count)][-MOST_WEEKS:]


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(day: date, today: date) -> str:
    """With its year where that is not this one."""
    year, number, _day = day.isocalendar()
    text = _("w. %(number)s") if year == today.isocalendar().year else _("w. %(number)s %(year)s")
    return text % {"number": number, "year": year}


def _sentence(weeks: dict[str, int]) -> str:
    most = max(weeks, key=lambda week: weeks[week])
    text = ngettext(
        "%(arrivals)s arrivals in one week.", "%(arrivals)s arrivals in %(weeks)s weeks, most in %(week)s: %(most)s.", len(weeks)
    )  # fmt: skip
    return text % {
        "arrivals": figure(sum(weeks.values())),
        "weeks": len(weeks),
        "week": most,
        "most": figure(weeks[most]),
    }
