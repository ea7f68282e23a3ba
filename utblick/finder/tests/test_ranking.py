"""Who is put before whom."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utblick.finder.naming import key, kind_of
from utblick.finder.ranking import Home, Traits, judge, themed

HOME = Home("municipality", "SE322", 11_000)
NONE: frozenset[str] = frozenset()
NEAR = st.floats(0, 1, allow_nan=False)


def score(one: Traits, asked: frozenset[str] = NONE, open_to: frozenset[str] = NONE) -> float:
    return judge(one, HOME, asked, open_to).score


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(NEAR, max_size=10), NEAR)
def test_a_further_near_project_never_counts_against(nearness: list[float], more: float) -> None:
    assert themed([*nearness, more]) >= themed(nearness) - 1e-9


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(NEAR, min_size=1, max_size=30))
def test_many_middling_projects_do_not_outweigh_one_twice_as_near(nearness: list[float]) -> None:
    assert themed(nearness) <= 2 * max(nearness) + 1e-9


def test_theme_comes_before_size() -> None:
    assert score(Traits((0.6,), projects=3)) > score(Traits((0.4,), projects=900, led=200))


def test_a_country_asked_for_counts_and_one_that_may_not_take_part_counts_against() -> None:
    ours, other = Traits((0.5,), country="FI"), Traits((0.5,), country="US")
    assert score(ours, asked=frozenset({"FI"})) > score(ours)
    assert score(other, open_to=frozenset({"FI", "SE"})) < score(ours, open_to=frozenset({"FI", "SE"}))
    assert "not_open" in judge(other, HOME, NONE, frozenset({"FI"})).because


def test_a_municipality_of_ones_own_size_is_liker_than_a_large_one() -> None:
    small, large = (Traits((0.5,), country="SE", kind="municipality", inhabitants=n) for n in (9_000, 590_000))
    assert score(small) > score(large)


def test_kinds_are_told_by_the_sources_code_and_the_name() -> None:
    assert kind_of("PUB", "ASKIM KOMMUNE") == "municipality"
    assert kind_of("PUB", "Ministry of Health") == "authority"
    assert kind_of("HES", "Linköpings universitet") == "university"
    assert kind_of("REC", "RISE Research Institutes of Sweden AB") == "research"
    assert kind_of("School/Institute/Educational centre – General education", "Hjalmar Strömer") == "school"
    assert kind_of("Lokal offentlig myndighet", "Strömsunds kommun") == "municipality"
    assert kind_of("", "Schiffbau GmbH") == "company"
    assert kind_of("", "Xyzzy") == ""


def test_a_region_is_not_the_town_of_the_same_name() -> None:
    assert key("Region Gävleborg", "SE") != key("Gävleborg", "SE")
    assert key("SNÅSA KOMMUNE", "NO") == key("Snåsa kommune", "NO")
