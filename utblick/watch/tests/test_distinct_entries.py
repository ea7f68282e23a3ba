"""Distinct entries stay distinct, however poor their words: every style of feed here says so of each of its entries."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utblick.tenancy import scope
from utblick.watch.connectors import Finding
from utblick.watch.keeping import Told, keep_tellings
from utblick.watch.models import Item, Source

NOW = datetime(2026, 9, 23, 12, tzinfo=UTC)
LOREM_IPSUM = (
    "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua "
    "enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat duis aute irure in "
    "reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint occaecat cupidatat non proident"
)
LOREM = LOREM_IPSUM.split()
SUBJECTS = "energy schools forestry culture tourism water transport health farming youth music sport housing waste"
TOPICS = SUBJECTS.split()
BOILERPLATE = (
    "The committee publishes its decisions, calls and minutes here. Municipalities, schools, companies and associations may "
    "apply for cooperation across borders. Questions are answered by the office on weekdays between nine and noon."
)

type Style = Callable[[random.Random, int, int], tuple[str, str]]


def lorem(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(LOREM, k=words))


STYLES: dict[str, Style] = {
    "random words": lambda d, f, n: (lorem(d, 6).capitalize(), lorem(d, 40)),
    "long random words": lambda d, f, n: (lorem(d, 9), lorem(d, 250)),
    "few words": lambda d, f, n: (" ".join(d.choices(LOREM[:14], k=5)), " ".join(d.choices(LOREM[:14], k=30))),
    "one text for all, random titles": lambda d, f, n: (lorem(d, 7), BOILERPLATE),
    "one text for all, numbered titles": lambda d, f, n: (f"Call number {f * 50 + n} for cooperation", BOILERPLATE),
    "one text for all, numbered by feed": lambda d, f, n: (f"Entry {n} of feed {f}", BOILERPLATE),
    "a word of the title differs": lambda d, f, n: (
        f"Open call for cooperation between municipalities about {TOPICS[n % 14]} {TOPICS[f % 14]} in{'x' * (f // 14)}",
        BOILERPLATE,
    ),
    "a form that is filled in": lambda d, f, n: (
        f"Utlysning om samarbete mellan kommuner inom {LOREM[n]} {LOREM[f % len(LOREM)]} {'y' * (f // len(LOREM))}",
        BOILERPLATE.replace("cooperation", d.choice(TOPICS)).replace("office", lorem(d, 2)),
    ),
    "minutes": lambda d, f, n: (f"Protokoll nämnden {n + 1}", f"Protokoll från sammanträde {n + 1} i nämnd {f}."),
    "years": lambda d, f, n: (f"Årsredovisning {1960 + n} för bolag {f}", BOILERPLATE),
    "short titles": lambda d, f, n: (d.choice(TOPICS), lorem(d, 20)),
    "no text": lambda d, f, n: (f"{lorem(d, 8)}", ""),
    "numbers alone": lambda d, f, n: (f"{f}-{n}", f"Item number {n} of feed number {f}: " + BOILERPLATE),
}
LINKS = {
    "a site each": lambda f, n: f"https://news{f}.example.org/{n}",
    "one site": lambda f, n: f"https://example.org/{f}/{n}",
    "no links": lambda f, n: "",
}


def kept(style: Style, link: Callable[[int, int], str], dice: random.Random, feeds: int, entries: int) -> int:
    """How many items the entries of these feeds become in an empty database, which is then emptied again."""
    with scope.everywhere(), transaction.atomic():
        sources = Source.objects.bulk_create(Source(address=f"https://f{n}.example/{uuid4()}") for n in range(feeds))
        told = [
            Told(source, finding(style, link, dice, feed, number))
            for feed, source in enumerate(sources)
            for number in range(entries)
        ]
        for start in range(0, len(told), 200):
            keep_tellings(told[start : start + 200], NOW)
        made = Item.objects.count()
        transaction.set_rollback(True)
    return made


def finding(style: Style, link: Callable[[int, int], str], dice: random.Random, feed: int, number: int) -> Finding:
    title, summary = style(dice, feed, number)
    return Finding(f"{feed}-{number}", title, link(feed, number), summary, published=NOW - timedelta(hours=number))


@pytest.mark.django_db
@pytest.mark.parametrize("linked", ["a site each", "no links"])
@pytest.mark.parametrize("style", STYLES)
def test_every_entry_of_every_feed_is_an_item_of_its_own(style: str, linked: str) -> None:
    assert kept(STYLES[style], LINKS[linked], random.Random(7), feeds=20, entries=50) == 1_000


@pytest.mark.django_db
@pytest.mark.parametrize("style", [name for name in STYLES if name not in ("short titles", "minutes")])
def test_also_where_each_feed_has_a_single_entry_of_its_style(style: str) -> None:
    """Then no feed shows by itself that its words are a pattern."""
    assert kept(STYLES[style], LINKS["a site each"], random.Random(9), feeds=100, entries=1) >= 99


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 2**32),
    vocabulary=st.integers(6, 60),
    title=st.integers(3, 10),
    summary=st.integers(0, 80),
    common=st.sampled_from(["", BOILERPLATE]),
    linked=st.sampled_from(sorted(LINKS)),
)
def test_random_entries_are_kept_apart(
    seed: int, vocabulary: int, title: int, summary: int, common: str, linked: str
) -> None:
    """Random words out of few; no two titles are equal."""
    words, titles = (LOREM + TOPICS)[:vocabulary], set[str]()

    def style(dice: random.Random, feed: int, number: int) -> tuple[str, str]:
        told = " ".join(dice.choices(words, k=title))
        while told in titles:
            told += " " + dice.choice(words)
        titles.add(told)
        return told, f"{' '.join(dice.choices(words, k=summary))} {common}"

    assert kept(style, LINKS[linked], random.Random(seed), feeds=6, entries=20) == 120
