"""Who may decide: at the limit, over it, after it ran out, by which of several, and in which unit."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from utblick.accounts.models import Membership, Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.mandates.amounts import of_euro
from utblick.mandates.checking import NoMandate, Question, mandate_for
from utblick.mandates.models import Matter
from utblick.mandates.tests.make import FIRST, make_decision, make_mandate
from utblick.money import reference

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)


def asked(
    amount: int | str | None = 1000, *, on: date = DAY, matter: str = Matter.TRAVEL, unit: int | None = None
) -> Question:
    return Question(matter, on, Decimal(amount) if amount is not None else None, unit)


def refused(user: User, question: Question) -> NoMandate:
    with pytest.raises(NoMandate) as found:
        mandate_for(user, question)
    return found.value


def test_an_amount_at_the_limit_is_within_it_and_an_ore_more_is_not(officer: User) -> None:
    mandate = make_mandate(person=officer, up_to=Decimal(50_000))
    assert mandate_for(officer, asked(50_000)) == mandate
    told = refused(officer, asked("50000.01"))
    assert "Mandatet gäller upp till 50" in str(told)
    assert "Kommunstyrelsen beslutar" in str(told)


def test_who_lacks_the_mandate_is_told_who_has_it(officer: User) -> None:
    boss = make_user(Role.COORDINATOR, name="Anna Berg")
    make_mandate(person=officer, up_to=Decimal(10_000))
    mandate = make_mandate(person=boss, up_to=Decimal(100_000), point="4.2")
    told = refused(officer, asked(38_000))
    assert "Anna Berg (punkt 4.2, Kommunstyrelsen 2026-01-01 § 12, KS 2025/311)" in str(told)
    assert told.may == [(boss, mandate)]


def test_a_mandate_ends_with_its_last_day_and_begins_with_its_first(officer: User) -> None:
    make_mandate(person=make_user(), valid_from=FIRST - timedelta(days=900), matter=Matter.AGREEMENT)
    mandate = make_mandate(person=officer, valid_to=DAY)
    assert mandate_for(officer, asked(on=DAY)) == mandate
    assert "Mandatet upphörde 2026-05-04" in str(refused(officer, asked(on=DAY + timedelta(days=1))))
    assert mandate_for(officer, asked(on=FIRST)) == mandate
    refused(officer, asked(on=FIRST - timedelta(days=1)))


def test_without_a_list_and_before_its_first_day_nothing_is_stopped(officer: User) -> None:
    assert mandate_for(officer, asked()) is None
    make_mandate(person=make_user())
    assert mandate_for(officer, asked(on=FIRST - timedelta(days=1))) is None
    refused(officer, asked(on=FIRST))


def test_of_two_that_overlap_the_narrowest_that_is_enough_is_told(officer: User) -> None:
    wide = make_mandate(person=officer)
    middle = make_mandate(role=Role.OFFICER, up_to=Decimal(50_000))
    narrow = make_mandate(person=officer, up_to=Decimal(10_000))
    assert [mandate_for(officer, asked(amount)) for amount in (10_000, 10_001, 50_001)] == [narrow, middle, wide]


def test_the_head_of_the_unit_concerned_decides_and_so_do_those_above_but_no_chair(here: object) -> None:
    chair, boss, leader, neighbour = (
        make_user(name=name) for name in ("Ordförande", "Förvaltningschef", "Enhetschef", "Granne")
    )
    board = make_unit("Styrelsen", kind="board", head=chair)
    department = make_unit("Förvaltningen", parent=board, head=boss)
    section = make_unit("Enheten", parent=department, head=leader)
    make_unit("Grannen", parent=board, head=neighbour)
    make_mandate(body=board)
    told = refused(neighbour, asked(unit=section.pk))
    assert [user for user, _mandate in told.may] == [leader, boss]
    assert mandate_for(boss, asked(unit=section.pk))
    refused(leader, asked(unit=department.pk))


def test_a_head_who_has_left_decides_no_more(here: object) -> None:
    boss = make_user()
    unit = make_unit("Förvaltningen", head=boss)
    make_mandate(unit=unit)
    Membership.objects.get(user=boss).withdraw()
    assert refused(boss, asked(unit=unit.pk)).may == []


def test_a_role_within_a_unit_is_held_by_those_in_that_unit_alone(here: object) -> None:
    unit = make_unit("Skolan")
    inside, outside = make_user(Role.OFFICER, unit=unit), make_user(Role.OFFICER, unit=make_unit("Vården"))
    make_mandate(role=Role.OFFICER, unit=unit)
    assert mandate_for(inside, asked())
    refused(outside, asked())


def test_the_limit_of_a_year_counts_all_decisions_of_that_year_but_not_the_overruled(officer: User) -> None:
    mandate = make_mandate(person=officer, up_to=Decimal(50_000), up_to_a_year=Decimal(100_000))
    initiative = make_initiative()
    for amount, facts in (
        (45_000, {}),
        (40_000, {}),
        (40_000, {"overruled_on": DAY, "overruled_why": "Nej"}),
        (40_000, {"decided_on": date(2025, 12, 31)}),
    ):
        row = make_decision(make_step(initiative=initiative), officer, mandate, amount=Decimal(amount))
        for name, value in facts.items():
            setattr(row, name, value)
        row.save()
    assert mandate_for(officer, asked(15_000)) == mandate
    assert "Av årets ram återstår 15" in str(refused(officer, asked("15000.01")))
    assert mandate_for(officer, asked(50_000, on=date(2027, 1, 1))) == mandate


def test_an_amount_that_nobody_knows_is_within_no_limit(officer: User) -> None:
    make_mandate(person=officer, up_to=Decimal(50_000))
    assert "Beloppet är inte känt" in str(refused(officer, asked(None)))
    unlimited = make_mandate(person=officer)
    assert mandate_for(officer, asked(None)) == unlimited


def test_euro_are_reckoned_at_the_rate_of_the_day_or_the_newest_known(here: object) -> None:
    rates = reference.rates()
    day = rates.days[-30]
    amount = of_euro(Decimal("1000"), day)
    assert amount.rate is not None
    assert (amount.rate.on, amount.kronor) == (day, (rates.values[-30] * 1000).quantize(Decimal("0.01")))
    assert of_euro(Decimal(1), rates.last + timedelta(days=400)).rate == rates.at(rates.last)
