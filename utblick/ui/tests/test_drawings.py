"""Charts and the map."""

from datetime import timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from utblick.ui import charts, maps, trends
from utblick.ui.templatetags.ui import deadline, money, number, people_counts, percent, planned

figures = st.one_of(st.integers(0, 10**9), st.floats(0, 1e9))
any_figures = st.floats(-1e9, 1e9, allow_nan=False)


def test_places_are_where_epsg_says() -> None:
    """EPSG Guidance Note 7-2, the worked example for EPSG:3035."""
    east, north = maps.projected(50, 5)
    assert (east, north) == (pytest.approx(3962799.45, abs=0.01), pytest.approx(2999718.85, abs=0.01))


def test_names_of_close_towns_do_not_lie_on_each_other() -> None:
    pins = maps.place([maps.Place(f"Ort {n}", 57.7 + n / 100, 26.0) for n in range(6)])
    sides = [sorted(pin.label_y for pin in pins if pin.named and pin.anchor == side) for side in ("start", "end")]
    assert sum(map(len, sides)) > 3
    assert min(b - a for heights in sides for a, b in pairwise(heights)) >= 17


@pytest.mark.parametrize("size", [15, 20])
def test_a_name_does_not_lie_on_another_towns_pin(size: float) -> None:
    home, east = maps.Place("Strömsund", 63.853, 15.557, home=True), maps.Place("Kuusijärvi", 62.2, 26.0)
    first, other = maps.place([home, east], size).near
    width = 0.6 * size * len("Strömsund")
    to = first.label_x + (width if first.anchor == "start" else 0)
    assert to < other.x - 7 or to - width > other.x + 7 or abs(first.label_y - size / 3 - other.y) >= size


def test_a_name_without_room_is_left_to_the_list_and_twin_towns_come_first() -> None:
    crowd = [maps.Place(f"Ort {n}", 57.7 + n / 500, 26.0) for n in range(40)]
    pins = maps.place([*crowd, maps.Place("Vänort", 57.7, 26.0, marked=True)])
    named = [pin.place.name for pin in pins if pin.named]
    assert named[0] == "Vänort"
    assert len(named) < 20
    drawn = render_to_string("ui/map.html", {"pins": pins, "label": "Karta", "key": "Vänort"})
    assert drawn.count("<text") == len(named)
    assert all(f">{one.name}<" in drawn for one in crowd)


def test_places_on_the_map_of_the_world_are_where_the_projection_puts_them() -> None:
    """The extent of Equal Earth as its paper tells it: 2.7066 radii each way along the equator, 1.3174 to the pole."""
    assert maps.equal_earth(0, maps.MERIDIAN + 179.999999)[0] == pytest.approx(2.7066, abs=1e-4)
    assert maps.equal_earth(90, maps.MERIDIAN)[1] == pytest.approx(1.3174, abs=1e-4)


def test_a_place_outside_the_map_of_europe_is_on_that_of_the_world() -> None:
    home = maps.Place("Strömsund", 63.853, 15.557, home=True)
    far = [maps.Place("Nuuk", 64.2, -51.7), maps.Place("Kampala", 0.35, 32.58), maps.Place("Wellington", -41.3, 174.8)]
    assert not maps.place([home]).world
    pins = maps.place([home, *far])
    assert [pin.place.name for pin in pins] == ["Strömsund", "Nuuk", "Kampala", "Wellington"]
    assert [pin.place.name for pin in pins.near] == ["Strömsund"]
    there = {pin.place.name: (pin.x, pin.y) for pin in pins.world}
    assert there.keys() == {"Strömsund", "Nuuk", "Kampala", "Wellington"}
    assert there["Nuuk"][0] < there["Strömsund"][0] < there["Kampala"][0] < there["Wellington"][0] < maps.WIDTH
    assert there["Strömsund"][1] < there["Kampala"][1] < there["Wellington"][1] < maps.WORLD_HEIGHT
    drawn = render_to_string("ui/map.html", {"pins": pins, "label": "Karta"})
    assert (drawn.count("<circle"), drawn.count("<svg")) == (5, 2)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_on_earth_is_on_a_map(latitude: float, longitude: float) -> None:
    (pin,) = maps.place([maps.Place("Där", latitude, longitude)])
    assert 0 <= pin.x <= maps.WIDTH
    assert 0 <= pin.y <= maps.HEIGHT


def test_a_chart_says_its_point_and_has_its_figures_in_a_table() -> None:
    with translation.override("sv"):
        chart = charts.bars("Pengar", [("Mål ett", 1200), ("Mål två", 300)], unit="kr")
        text = render_to_string("ui/charts/bars.html", {"chart": chart})
    assert chart.sentence == "Störst: Mål ett, 1\u202f200\u00a0kr. Totalt 1\u202f500\u00a0kr."
    assert chart.table == [["Mål ett", "1\u202f200"], ["Mål två", "300"]]
    assert "<title>Pengar</title>" in text
    assert "style=" not in text


def test_a_gap_in_the_measuring_is_a_gap_in_the_line_and_targets_are_joined_over_the_years_between() -> None:
    years = ["2020", "2021", "2022", "2023"]
    drawn = trends.trend("Andel", years, [2, None, 4, 5], targets=[1, None, None, 6], others=[("Åre", [3, 3, 3, 3])])
    assert len(drawn.measured.paths) == 2
    assert drawn.targets is not None
    assert len(drawn.targets.paths) == 1
    assert drawn.table == [
        ["2020", "2", "1", "3"],
        ["2021", "–", "–", "3"],
        ["2022", "4", "–", "3"],
        ["2023", "5", "6", "3"],
    ]


def test_a_year_alone_is_a_dot_in_charts_large_and_small() -> None:
    drawn = trends.trend("Andel", ["2020", "2021"], [None, 4], others=[("Åre", [2, None]), ("Ragunda", [1, 2])])
    assert [len(line.alone) for line in drawn.others] == [1, 0]
    assert render_to_string("ui/charts/trend.html", {"chart": drawn}).count("u-plot-alone") == 2
    assert "u-plot-alone" in render_to_string("ui/charts/sparkline.html", {"chart": drawn})


def test_no_line_crosses_the_figures_beside_it() -> None:
    drawn = trends.trend("Andel", ["2020", "2021"], [1, 4], targets=[2, 3])
    page = render_to_string("ui/charts/trend.html", {"chart": drawn})
    # What is drawn later lies on top, and the figures have an edge in the colour of the ground.
    assert page.rindex("<polyline") < page.index(f">{drawn.ticks[0].text}<")


@given(st.lists(st.tuples(st.text(max_size=80), figures), max_size=8))
def test_any_figures_give_a_drawing_within_its_width(values: list[tuple[str, float]]) -> None:
    chart = charts.bars("Titel", values)
    assert all(float(part.width[:-1]) <= charts.WIDEST + 0.01 for row in chart.rows for part in row.parts)
    render_to_string("ui/charts/bars.html", {"chart": chart})


@given(st.lists(st.tuples(st.none() | any_figures, st.none() | any_figures), max_size=12))
def test_any_course_also_below_nought_gives_a_drawing_within_its_height(
    values: list[tuple[float | None, float | None]],
) -> None:
    years = [str(2020 + at) for at in range(len(values))]
    drawn = trends.trend("Titel", years, [one for one, _aim in values], targets=[aim for _one, aim in values])
    assert all(
        trends.TOP <= place <= trends.PLOT for place in [drawn.ground, *(dot.y for dot in [*drawn.dots, *drawn.aims])]
    )
    render_to_string("ui/charts/trend.html", {"chart": drawn})


def test_figures_are_written_the_swedish_way() -> None:
    with translation.override("sv"):
        assert money(1234567) == "1\u202f234\u202f567\u00a0kr"
        assert money("12.5", "EUR") == "12,50\u00a0€"
        assert number(None) == ""
        assert [planned("3829345.96"), planned(None)] == ["3\u202f829\u202f346\u00a0kr", ""]
        assert percent(0.125, 1) == "12,5\u00a0%"
        assert [percent(0.0567), percent(0.125), number(2.6), number(-2.6, 0)] == [
            "6\u00a0%",
            "13\u00a0%",
            "3",
            "\u22123",
        ]
        assert [money(-1234), number(-0.4), charts.figure(-2.5)] == ["\u22121\u202f234\u00a0kr", "0", "\u22122,5"]


@pytest.mark.parametrize(
    ("days", "words", "state"),
    [
        (12, "om 12 dagar", "soon"),
        (1, "i morgon", "soon"),
        (0, "i dag", "soon"),
        (-1, "gick ut för 1 dag sedan", "passed"),
        (40, "om 40 dagar", ""),
    ],
)
def test_a_deadline_says_how_long_is_left_in_words(days: int, words: str, state: str) -> None:
    when = timezone.localdate() + timedelta(days=days)
    with translation.override("sv"):
        text = deadline(when)
    assert words in text
    assert when.isoformat() in text
    assert f'data-state="{state}"' in text


def test_a_counted_nobody_is_shown_and_an_uncounted_group_is_not() -> None:
    people = SimpleNamespace(women=0, men=3, girls=None, boys=None, not_stated=0)
    with translation.override("sv"):
        assert people_counts(people).groups == [("kvinnor", 0), ("män", 3)]
