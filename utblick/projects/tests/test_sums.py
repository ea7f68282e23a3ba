from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from utblick.money.amounts import total
from utblick.projects.sums import claims, flow, outcome
from utblick.projects.sums.budget import (
    CATEGORIES,
    ENTERED_SOURCES,
    Cell,
    Flat,
    Method,
    Terms,
    cell,
    costs,
    in_currency,
    sums,
    sums_by,
)
from utblick.projects.sums.flow import Flow
from utblick.projects.sums.outcome import Account
from utblick.projects.sums.periods import Period, by_month, months, periods

D = Decimal


def given(*strategies: st.SearchStrategy[object]) -> object:
    """Whatever the machine is busy with beside."""
    unhurried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    return lambda test: unhurried(given_any(*strategies)(test))


amounts = st.decimals(0, 10_000_000, places=2)
days = st.dates(date(2021, 1, 1), date(2034, 12, 31))
methods = st.sampled_from(
    [
        Method(CATEGORIES[:-1]),
        Method(("staff", "travel", "external"), (Flat("office", D(15), ("staff",)),)),
        Method(("staff",), (Flat("other", D(40), ("staff",)),)),
        Method(("external",), (Flat("staff", D(20), ("external",)), Flat("office", D("7.5"), ("staff", "external")))),
        Method(("lump",)),
        Method(("staff", "travel"), counted="staff"),
    ]
)
terms = st.builds(Terms, methods, st.decimals(0, 100, places=2), st.decimals(0, 900, places=2))
entered = st.dictionaries(st.sampled_from([*CATEGORIES, *ENTERED_SOURCES]), amounts)
rates = st.decimals("0.08", 12, places=4)


@st.composite
def budgets(draw: st.DrawFn) -> list[Cell]:
    agreed = draw(terms)
    places = draw(
        st.sets(st.tuples(st.integers(1, 4), st.sampled_from([date(2027, 1, 1), date(2028, 1, 1)])), max_size=6)
    )
    return [cell(partner, period, draw(entered), agreed) for partner, period in sorted(places)]


@given(budgets(), rates)
def test_the_sums_of_every_view_are_the_same_sum_in_both_currencies(cells: list[Cell], rate: Decimal) -> None:
    for view in (cells, [in_currency(one, rate) for one in cells]):
        whole = sums(view)
        by_partner, by_period = sums_by(view, lambda one: one.partner), sums_by(view, lambda one: one.period)
        for group in (by_partner, by_period):
            assert total([one.cost for one in group.values()]) == whole.cost
            assert total([one.own for one in group.values()]) == whole.own
            assert total([one.gap for one in group.values()]) == whole.gap
        assert whole.cost == total([*whole.costs.values()]) == total([one.cost for one in view])
        assert whole.cost - whole.gap == whole.funded


@given(budgets(), rates)
def test_what_is_balanced_in_euro_is_balanced_in_kronor(cells: list[Cell], rate: Decimal) -> None:
    for one in cells:
        gap = one.gap
        paid = Cell(one.partner, one.period, one.costs, {**one.funding, "public": one.funding["public"] + gap})
        assert paid.gap == 0
        assert in_currency(paid, rate).gap == 0


@given(entered, terms)
def test_no_amount_has_more_than_two_decimals_and_none_is_below_nought(
    given: dict[str, Decimal], agreed: Terms
) -> None:
    one = cell(1, date(2027, 1, 1), given, agreed)
    for amount in (*one.costs.values(), *one.funding.values()):
        assert amount >= 0
        assert amount == amount.quantize(D("0.01"))


def test_forty_per_cent_of_the_staff_covers_all_else() -> None:
    method = Method(("staff",), (Flat("other", D(40), ("staff",)),))
    found = costs({"staff": D("1000000"), "travel": D("99")}, Terms(method, D(60)))
    assert found == {"staff": D("1000000.00"), "other": D("400000.00")}


def test_staff_as_a_flat_rate_carries_the_office_costs_that_rest_on_it() -> None:
    method = Method(("external",), (Flat("staff", D(20), ("external",)), Flat("office", D(15), ("staff",))))
    assert costs({"external": D(1000)}, Terms(method, D(65))) == {"staff": D(200), "office": D(30), "external": D(1000)}


def test_units_are_counted_and_paid_by_their_price() -> None:
    terms = Terms(Method(("staff",), (Flat("other", D(40), ("staff",)),), counted="staff"), D(60), price=D("412.50"))
    assert costs({"staff": D("10.5")}, terms)["staff"] == D("4331.25")


@given(days, st.integers(0, 2500), st.sampled_from([6, 12]))
def test_periods_cover_the_projects_time_without_gap_or_overlap(first: date, length: int, size: int) -> None:
    last = first + timedelta(days=length)
    found = periods(first, last, size)
    assert found[0].first <= first
    assert found[-1].last >= last
    for one, following in pairwise(found):
        assert one.last + timedelta(days=1) == following.first


@given(
    st.dictionaries(st.sampled_from(periods(date(2027, 1, 1), date(2029, 12, 31), 12)), amounts),
    days,
    st.integers(0, 900),
)
def test_spread_over_months_nothing_is_lost_or_added(planned: dict[Period, Decimal], first: date, length: int) -> None:
    spread = by_month(planned, first, first + timedelta(days=length))
    assert total([*spread.values()]) == total([*planned.values()])


def test_a_year_is_spread_over_the_months_in_which_the_project_goes_on() -> None:
    found = by_month({Period(date(2027, 1, 1), 12): D(100)}, date(2027, 10, 15), date(2028, 3, 1))
    assert found == {date(2027, 10, 1): D("33.33"), date(2027, 11, 1): D("33.33"), date(2027, 12, 1): D("33.34")}


def test_labels_tell_year_and_half() -> None:
    assert [one.label for one in periods(date(2027, 3, 1), date(2028, 2, 1), 6)] == ["2027:1", "2027:2", "2028:1"]


monthly = st.dictionaries(st.sampled_from(months(date(2027, 1, 1), date(2028, 6, 1))), amounts)


LAST = date(2028, 6, 30)


@given(monthly, monthly, st.none() | amounts, st.sampled_from(months(date(2027, 1, 1), date(2028, 6, 1))))
def test_the_whole_of_a_comparison_is_the_sum_of_its_lines(
    planned: object, booked: object, adjusted: object, now: date
) -> None:
    accounts = {"staff": Account(planned, booked, adjusted), "travel": Account({}, booked)}
    lines = outcome.compare(accounts, this_month=now, last=LAST)
    whole = outcome.whole(lines)
    assert [line.category for line in lines] == ["staff", "travel"]
    assert whole.booked == 2 * total([*booked.values()])
    assert whole.forecast >= whole.booked
    assert whole.deviation == total([line.deviation for line in lines])


credits_too = st.dictionaries(
    st.sampled_from(months(date(2026, 11, 1), date(2028, 9, 1))), st.decimals(-10_000_000, 10_000_000, places=2)
)


@given(
    monthly,
    credits_too,
    st.none() | amounts,
    st.sampled_from(months(date(2027, 1, 1), date(2028, 6, 1))),
    st.sampled_from([6, 12]),
)
def test_by_category_and_period_it_is_the_same_sum_also_with_credits(
    planned: object, booked: object, adjusted: object, now: date, size: int
) -> None:
    accounts = {"staff": Account(planned, booked, adjusted), "travel": Account({}, booked)}
    parts = outcome.by_period(accounts, this_month=now, last=LAST, size=size)
    for line in outcome.compare(accounts, this_month=now, last=LAST):
        of_it = [one for one in parts if one.category == line.category]
        assert total([one.planned for one in of_it]) == line.planned
        assert total([one.booked for one in of_it]) == line.booked
        assert total([one.forecast for one in of_it]) == line.forecast


def test_the_forecast_is_what_is_booked_and_what_the_budget_holds_for_the_months_to_come() -> None:
    planned = {date(2027, month, 1): D(100) for month in range(1, 13)}
    booked = {date(2027, 1, 1): D(150), date(2027, 2, 1): D(120), date(2027, 3, 1): D(30)}
    accounts = {"staff": Account(planned, booked)}
    [line] = outcome.compare(accounts, this_month=date(2027, 3, 1), last=date(2027, 12, 31))
    assert (line.so_far, line.booked, line.forecast) == (D(200), D(300), D(1270))


@given(monthly, monthly, amounts, st.sampled_from(months(date(2027, 1, 1), date(2029, 1, 1))))
def test_a_forecast_by_hand_is_what_it_comes_to_but_never_less_than_is_booked(
    planned: object, booked: object, adjusted: Decimal, now: date
) -> None:
    account = Account(planned, booked, adjusted)
    to_come = account.to_come(now, LAST)
    assert account.spent + total([*to_come.values()]) == max(adjusted, account.spent)
    assert min(to_come) >= now, "nothing more comes in a month that is over"
    assert all(amount >= 0 for amount in to_come.values())


portions = st.builds(claims.Portion, st.integers(1, 4), st.integers(1, 3), st.builds(claims.Amounts, *[amounts] * 7))


@given(st.lists(portions, max_size=8))
def test_what_is_claimed_comes_to_the_same_by_claim_and_by_partner(given: list[claims.Portion]) -> None:
    whole = claims.sums(given)
    for key in (lambda one: one.claim, lambda one: one.partner):
        groups = claims.sums_by(given, key).values()
        for name in ("cost", "certified", "asked", "approved", "paid", "passed", "held"):
            assert total([getattr(one, name) for one in groups]) == getattr(whole, name)


flows = st.builds(Flow, monthly, monthly, amounts, st.decimals(0, 100, places=2), for_others=monthly, passed_on=monthly)


@given(st.lists(flows, max_size=4))
def test_what_lies_out_is_all_that_went_out_less_all_that_came_in(given: list[Flow]) -> None:
    if (reach := flow.span(given)) is None:
        return
    found = flow.course(given, first=reach[0], last=reach[1], this_month=date(2027, 6, 1))
    gone = total([amount for one in given for amount in one.out.values()])
    come = total([amount for one in given for amount in one.received.values()])
    assert found[-1].lies_out == gone - come
    assert total([one.out for one in found]) == gone
    for_others = total([amount for one in given for amount in one.for_others.values()])
    passed_on = total([amount for one in given for amount in one.passed_on.values()])
    assert found[-1].held == for_others - passed_on == total([one.for_others - one.passed_on for one in found])
    for one in found:
        assert one.to_come_back + one.own == one.lies_out
        assert one.own >= 0


def test_a_settled_project_lies_out_no_more() -> None:
    one = Flow({date(2027, 1, 1): D(100)}, {date(2027, 3, 1): D(80)}, D(80), D(80), over=date(2027, 3, 1))
    found = flow.course([one], first=date(2027, 1, 1), last=date(2027, 4, 1), this_month=date(2027, 1, 1))
    assert [month.lies_out for month in found] == [D(100), D(100), D(0), D(0)]
    assert [month.received for month in found] == [D(0), D(0), D(80), D(0)]


def test_a_course_that_begins_later_carries_what_lay_out_before() -> None:
    one = Flow({date(2027, 1, 1): D(100), date(2027, 2, 1): D(100)}, {date(2027, 4, 1): D(120)}, D(120), D(60))
    found = flow.course([one], first=date(2027, 2, 1), last=date(2027, 4, 1), this_month=date(2027, 3, 1))
    assert [(month.lies_out, month.to_come_back, month.ahead) for month in found] == [
        (D(200), D(120), False),
        (D(200), D(120), True),
        (D(80), D(0), True),
    ]
    assert flow.peak(found).month == date(2027, 2, 1)
