"""The drawing of flows: what it promises whatever flows."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from utblick.ui.sankey import GAP, LINE, WHOLE, Flows, Node, Sankey, Stop, sankey

amounts = st.decimals(0, 10**9, places=2, allow_nan=False)
labels = st.text(max_size=60)


@st.composite
def ways(draw: st.DrawFn) -> tuple[list[list[Stop]], list[Flows]]:
    """Three stages: what each of the middle got is given on, divided anyhow."""
    stages = [[Stop(f"{at}{n}", draw(labels), n % 5) for n in range(draw(st.integers(1, 5)))] for at in ("a", "b", "c")]
    came = {(a.key, b.key): draw(amounts) for a in stages[0] for b in stages[1]}
    went: dict[tuple[str, str], Decimal] = {}
    for b in stages[1]:
        left = sum((amount for (_a, key), amount in came.items() if key == b.key), Decimal(0))
        for c in stages[2][1:]:
            part = (left * draw(st.integers(0, 100)) / 100).quantize(Decimal("0.01"))
            went[b.key, c.key] = part
            left -= part
        went[b.key, stages[2][0].key] = left
    return stages, [came, went]


def drawn(stages: list[list[Stop]], flows: list[Flows]) -> Sankey:
    return sankey("Pengarnas väg", stages, flows, told=lambda amount: f"{amount} kr")


def columns(chart: Sankey) -> list[list[Node]]:
    return [chart.reaches[0].left, *(reach.right for reach in chart.reaches)]


@given(ways())
def test_no_bars_and_no_names_lie_on_each_other_and_all_are_within_the_drawing(
    way: tuple[list[list[Stop]], list[Flows]],
) -> None:
    chart = drawn(*way)
    for column in columns(chart):
        for upper, lower in pairwise(column):
            assert upper.y + upper.height <= lower.y - GAP + 1e-6
            assert lower.lines[0][0] - upper.lines[-1][0] >= LINE + GAP - 0.2
        assert all(node.y >= -1e-6 and node.y + node.height <= chart.height + 1 for node in column)
        assert all(0 <= y <= chart.height for node in column for y, _text in node.lines)


@given(ways())
def test_heights_are_in_proportion_and_what_comes_goes(way: tuple[list[list[Stop]], list[Flows]]) -> None:
    chart, (came, went) = drawn(*way), way[1]
    whole = float(sum(came.values(), Decimal(0)))
    for column in columns(chart):
        assert sum(node.height for node in column) == pytest.approx(WHOLE if whole else 0)
    for reach, flows in zip(chart.reaches, (came, went), strict=True):
        assert all(band.height >= 0 for band in reach.bands)
        assert {(one.source, one.target) for one in reach.bands} == {ends for ends, amount in flows.items() if amount}
        for band in reach.bands:
            assert band.height == pytest.approx(float(flows[band.source, band.target]) * WHOLE / whole)
        for node in reach.left:
            leaving = sum(band.height for band in reach.bands if band.source == node.stop.key)
            assert leaving == pytest.approx(node.height, abs=1e-6)
        for node in reach.right:
            arriving = sorted((one.arrives, one.height) for one in reach.bands if one.target == node.stop.key)
            assert sum(height for _y, height in arriving) == pytest.approx(node.height, abs=1e-6)
            assert all(b[0] >= a[0] + a[1] - 1e-6 for a, b in pairwise(arriving))


def test_a_hairline_is_drawn_and_named_beside_a_giant() -> None:
    stages = [[Stop("a", "Jätten"), Stop("b", "Håret")], [Stop("c", "Alla")]]
    chart = drawn(stages, [{("a", "c"): Decimal(10**9), ("b", "c"): Decimal(1)}])
    page = render_to_string("ui/charts/sankey.html", {"chart": chart})
    assert "Håret → Alla: 1 kr" in page
    assert page.count('vector-effect="non-scaling-stroke"') == 2  # an edge that never gets thinner than it is
    assert "style=" not in page
    assert not re.search(r"\d,\d+[\" ]", re.sub(r' d="[^"]*"', "", page))  # no Swedish decimals in attributes


def test_a_stop_that_gives_on_other_than_it_got_or_less_than_nothing_is_refused() -> None:
    stages = [[Stop("a", "A")], [Stop("b", "B")], [Stop("c", "C")]]
    with pytest.raises(ValueError, match="gives on"):
        drawn(stages, [{("a", "b"): Decimal(2)}, {("b", "c"): Decimal(1)}])
    with pytest.raises(ValueError, match="not negative"):
        drawn(stages[:2], [{("a", "b"): Decimal(-1)}])


def test_nothing_that_flows_is_an_empty_drawing() -> None:
    assert drawn([[], [], []], [{}, {}]).height == 0
