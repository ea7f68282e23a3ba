"""The demo's campaigns, and how their pages have been read since they began."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from utblick.campaigns import choosing
from utblick.campaigns.models import Campaign, CampaignPage, Origin, Reach
from utblick.campaigns.pages import PublicPage, offered
from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.goals.models import Goal
from utblick.initiatives.models import Initiative, Step
from utblick.journal import clock
from utblick.tenancy import scope

FACTS = ("audience", "countries", "languages", "slug", "target")


def campaign(cast: Cast) -> None:
    pages = {name: page for page in offered() for name in (page.key, page.addresses["sv"])}
    for order, row in enumerate(texts.read("campaigns")["campaigns"]):
        owner = cast.people[row["owner"]]
        with scope.acting(cast.municipality, owner), clock.at(moments.ago(cast.today, row["began"], order)):
            made = _begin(row, cast)
            chosen = [choosing.choose(made, _page(name, made, pages)) for name in row["pages"]]
        for number, page in enumerate(chosen):
            _read(page, row, row["day"][number], cast.today, Random(order * 10 + number))  # noqa: S311


def _begin(row: dict[str, Any], cast: Cast) -> Campaign:
    initiative = Initiative.objects.get(title=row["initiative"])
    goal = Goal.objects.in_force().get(name=row["goal"])
    made = Campaign(step=_step(row, initiative, cast.today), goal=goal, owner=cast.people[row["owner"]])
    for name in FACTS:
        setattr(made, name, row[name])
    made.full_clean(exclude=["municipality", "initiative"])
    made.save()
    return made


def _step(row: dict[str, Any], initiative: Initiative, today: date) -> Step:
    if "step" in row:
        return Step.objects.get(initiative=initiative, title=row["step"])
    step = Step(initiative=initiative, kind=Step.Kind.CAMPAIGN, **texts.dated(row["facts"], today))
    step.full_clean(exclude=["municipality", "initiative"])
    step.save()
    return step


def _page(name: str, made: Campaign, pages: dict[str, PublicPage]) -> PublicPage:
    return pages[f"{name}:{made.initiative_id}" if name == "site:initiative" else name]


def _read(page: CampaignPage, row: dict[str, Any], ordinary: int, today: date, chance: Random) -> None:
    counts: Counter[tuple[date, str, str]] = Counter()
    for day, views in _days(page.campaign.step, row["bursts"], ordinary, today, chance):
        languages = chance.choices(list(row["seen_in"]), list(row["seen_in"].values()), k=views)
        origins = chance.choices(list(row["came_by"]), list(row["came_by"].values()), k=views)
        counts.update((day, *pair) for pair in zip(languages, origins, strict=True))
    Reach.objects.bulk_create(
        Reach(page=page, day=day, language=language, origin=Origin(origin), views=views)
        for (day, language, origin), views in sorted(counts.items())
    )


def _days(
    step: Step, bursts: list[list[int]], ordinary: int, today: date, chance: Random
) -> Iterator[tuple[date, int]]:
    """More on Sundays, and four times as many while an advert runs, less and less until it ends."""
    day, last = step.starts_on or today, min(step.ends_on or today, today)
    while day <= last:
        after = [(day - today).days - first for first, length in bursts if 0 <= (day - today).days - first < length]
        lift = 4 - 3 * after[0] / max(length for _first, length in bursts) if after else 1
        yield day, round(ordinary * lift * chance.uniform(0.3, 1.5) * (1.4 if day.weekday() == 6 else 1))
        day += timedelta(days=1)
