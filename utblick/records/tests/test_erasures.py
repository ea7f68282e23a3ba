"""What the nightly erasure will take is shown before it does; a person holds back what is needed, or lets it run now."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.journal.models import Entry
from utblick.partners import erasing
from utblick.partners.models import Hold, VisitRequest
from utblick.partners.models.requests import KEPT
from utblick.partners.tests.make import make_visit_request
from utblick.records.tests.make import make_list, make_rule
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
PAGE = reverse("records:erasures")


def asked(name: str, ends_in: int, **facts: Any) -> VisitRequest:
    """A request that was declined so long ago that it is kept for `ends_in` more days."""
    day = timezone.localdate() - KEPT + timedelta(days=ends_in)
    return make_visit_request(name, state="declined", answered_on=day, **facts)


def hold(row: VisitRequest, by: User | None = None, days: int = 60) -> Hold:
    return erasing.hold_back(row, reason="Tvist, KS 2026/9", until=timezone.localdate() + timedelta(days=days), by=by)


def is_erased(row: VisitRequest) -> bool:
    row.refresh_from_db()
    return row.erased_at is not None


def test_the_page_tells_what_goes_tonight_and_within_thirty_days(client: Client, coordinator: User) -> None:
    asked("I natt stad", 0)
    asked("Om en månad stad", 30)
    asked("Senare stad", 31)
    with scope.acting(make_municipality("Grannkommun")):
        asked("Grannens stad", 0)
    client.force_login(coordinator)
    page = client.get(PAGE)
    assert [kind[1:] for kind in page.context["counted"]] == [(1, 1, 0)]
    assert "I natt stad" in page.text
    assert "Om en månad stad" in page.text
    assert "Senare stad" not in page.text
    assert "Grannens stad" not in page.text
    assert "Om en månad stad" in client.get(reverse("records:erasures_sheet", args=["csv"])).text


def test_what_the_preview_calls_overdue_is_what_the_run_erases(client: Client, coordinator: User) -> None:
    due, held, tonight = asked("Försenad", -1), asked("Undantagen", -1), asked("I natt", 0)
    hold(held, coordinator)
    client.force_login(coordinator)
    assert client.get(PAGE).context["overdue"] == 1
    assert erasing.erase_overdue() == 1
    assert [is_erased(row) for row in (due, held, tonight)] == [True, False, False]


def test_held_back_it_stays_until_the_day_has_passed_and_the_trail_tells_why(client: Client, coordinator: User) -> None:
    row = asked("Omstridd stad", -3)
    client.force_login(coordinator)
    page = reverse("records:hold_back", args=[erasing.key_of(row)])
    assert client.post(page, {"reason": "Tvist", "until": timezone.localdate().isoformat()}).status_code == 422
    until = timezone.localdate() + timedelta(days=9)
    answer = client.post(page, {"reason": "Tvist", "until": until.isoformat()}, follow=True)
    made = Hold.objects.get()
    assert reverse("records:lift_hold", args=[made.pk]) in answer.text
    assert Entry.objects.get(kind="partners.hold").after["reason"] == "Tvist"
    assert erasing.overdue(until) == []
    assert erasing.overdue(until + timedelta(days=1)) == [row]


def test_lifted_it_is_erased_and_the_lifting_can_be_undone(client: Client, coordinator: User) -> None:
    row = asked("Omstridd stad", -3)
    made = hold(row)
    client.force_login(coordinator)
    client.post(reverse("records:lift_hold", args=[made.pk]))
    assert erasing.overdue(timezone.localdate()) == [row]
    client.post(reverse("records:restore_hold", args=[made.pk]))
    assert erasing.overdue(timezone.localdate()) == []
    again = hold(row, days=5)
    client.post(reverse("records:restore_hold", args=[made.pk]))
    assert Hold.objects.current().get() == again


def test_what_is_held_back_is_erased_by_nobodys_hand_nor_disposed_of(client: Client, coordinator: User) -> None:
    row = asked("Omstridd stad", -700)
    hold(row)
    client.force_login(coordinator)
    page = f"{reverse('partners:personal_data')}?q={row.name}"
    answer = client.post(page, {"rows": [erasing.key_of(row)], "reason": "Bad om det"})
    assert answer.status_code == 422
    assert "KS 2026/9" in answer.text
    assert not is_erased(row)
    make_rule(years=1)
    assert make_list().rows.get().stop == "held"


def test_the_run_can_be_asked_for_at_once_and_is_in_the_askers_name(
    client: Client, coordinator: User, settings: Any
) -> None:
    row = asked("Försenad", -1)
    with scope.acting(make_municipality("Grannkommun")):
        theirs = asked("Grannens", -1)
    client.force_login(coordinator)
    client.post(reverse("records:run_erasure"))
    assert is_erased(row)
    trace = Entry.objects.filter(kind="partners.visitrequest", object_id=row.pk).first()
    assert trace
    assert trace.by == coordinator
    with scope.everywhere():
        assert not is_erased(theirs)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER, Role.EDITOR, Role.AUDITOR])
def test_it_is_the_coordinators_to_do_and_the_auditors_to_see(client: Client, coordinator: User, role: str) -> None:
    row = asked("Försenad", -1)
    client.force_login(make_user(role))
    assert client.get(PAGE).status_code == (200 if role == Role.AUDITOR else 403)
    assert client.post(reverse("records:run_erasure")).status_code == 403
    assert client.post(reverse("records:hold_back", args=[erasing.key_of(row)]), {"reason": "x"}).status_code == 403


def test_more_rows_ask_for_no_more_queries(
    client: Client, coordinator: User, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    """A query for each kind of personal data, and for each kind of hold and page none more."""
    asked("Första", 0)
    client.force_login(coordinator)
    client.get(PAGE)
    with django_assert_max_num_queries(14) as few:
        client.get(PAGE)
    for number in range(20):
        hold(asked(f"Stad {number}", 0))
    with django_assert_num_queries(len(few)):
        client.get(PAGE)
