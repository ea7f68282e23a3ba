from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality, make_unit
from utblick.journal.models import Entry
from utblick.tenancy import scope
from utblick.watch import decisions
from utblick.watch.models import Decision, InboxItem, Item
from utblick.watch.tests.make import make_item, make_place


def test_a_decided_item_leaves_the_inbox_and_undo_brings_it_back(coordinator: User) -> None:
    place = make_place()

    decision = decisions.decide(place.item, verdict="relevant", by=coordinator, reason="  Mål 2 ")
    assert not InboxItem.objects.undecided().exists()
    assert (decision.decided_by, decision.reason) == (coordinator, "Mål 2")

    decisions.undo(decision, by=coordinator)
    assert list(InboxItem.objects.undecided()) == [place]
    assert not Decision.objects.current().exists()


def test_a_decision_and_its_undoing_are_in_the_audit_trail_with_who(coordinator: User) -> None:
    decision = decisions.decide(make_item(), verdict="relevant", by=coordinator)
    decisions.undo(decision, by=coordinator)

    entries = Entry.objects.filter(kind="watch.decision").order_by("pk").values_list("act", "by")
    assert list(entries) == [("created", coordinator.pk), ("withdrawn", coordinator.pk)]


def test_undoing_twice_is_undoing_once(coordinator: User) -> None:
    decision = decisions.decide(make_item(), verdict="relevant", by=coordinator)
    assert decisions.undo(decision, by=coordinator)
    assert not decisions.undo(decision, by=coordinator)

    assert Entry.objects.filter(act="withdrawn").count() == 1


def test_a_new_decision_replaces_the_standing_one(coordinator: User, officer: User) -> None:
    item = make_item()
    first = decisions.decide(item, verdict="not_relevant", by=coordinator, reason="För liten")
    second = decisions.decide(item, verdict="relevant", by=officer)

    first.refresh_from_db()
    assert first.withdrawn_at
    assert list(Decision.objects.current()) == [second]


def test_an_item_without_a_match_can_be_decided_on(coordinator: User) -> None:
    item = make_item()
    decisions.decide(item, verdict="relevant", by=coordinator)

    assert InboxItem.objects.get(item=item).decided


def test_nothing_is_decided_about_an_item_that_is_not_read_here(coordinator: User) -> None:
    with scope.acting(make_municipality()):
        theirs = make_item()

    with pytest.raises(Item.DoesNotExist):
        decisions.decide(theirs, verdict="relevant", by=coordinator)
    assert not Decision.objects.exists()


def test_an_assignment_names_a_person_or_a_unit(here: Municipality, coordinator: User, officer: User) -> None:
    item = make_item()
    with pytest.raises(ValidationError):
        decisions.decide(item, verdict="assigned", by=coordinator)

    assert decisions.decide(item, verdict="assigned", by=coordinator, assigned_to=officer).assigned_to == officer
    assert decisions.decide(item, verdict="assigned", by=coordinator, unit=make_unit()).unit


def test_nothing_is_assigned_to_somebody_from_elsewhere(coordinator: User, outsider: User) -> None:
    with pytest.raises(ValidationError):
        decisions.decide(make_item(), verdict="assigned", by=coordinator, assigned_to=outsider)


@pytest.mark.parametrize("facts", [{"verdict": "maybe"}, {"verdict": "relevant", "reason": "x" * 501}])
def test_a_decision_that_makes_no_sense_is_refused_and_the_old_one_stands(
    coordinator: User, facts: dict[str, str]
) -> None:
    item = make_item()
    standing = decisions.decide(item, verdict="relevant", by=coordinator)
    with pytest.raises(ValidationError):
        decisions.decide(item, by=coordinator, **facts)

    assert list(Decision.objects.current()) == [standing]


def test_what_passed_its_deadline_undecided_is_out_of_the_inbox_but_not_lost(here: Municipality) -> None:
    now = timezone.now()
    gone = make_place(make_item(deadline=now - timedelta(hours=1)))
    open_one = make_place(make_item(deadline=now + timedelta(hours=1)))
    endless = make_place()

    assert set(InboxItem.objects.undecided().open(now)) == {open_one, endless}
    assert list(InboxItem.objects.undecided().expired(now)) == [gone]


def test_a_list_of_the_inbox_takes_one_query_whatever_its_length(
    coordinator: User, django_assert_num_queries: object
) -> None:
    for _ in range(5):
        make_place()

    with django_assert_num_queries(1):  # type: ignore[operator]
        for row in InboxItem.objects.ranked().with_rows():
            assert row.item__title
            assert row.best__profile__name is None
            assert row.seen_in == 1
