"""What the clock has told: each kind to those whom it concerns, once, and never to who may not see it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.desk import morning
from utblick.desk.reminding import remind, remind_all
from utblick.initiatives.models import Gate, Initiative, Meeting
from utblick.initiatives.tests.make import make_initiative
from utblick.journal import secrecy
from utblick.partners.tests.make import make_agreement, make_contact, make_promise
from utblick.projects.models import Claim
from utblick.projects.tests.make import make_project
from utblick.teamwork import telling
from utblick.teamwork.kinds import KIND_OF, Event, Kind
from utblick.teamwork.models import Notice
from utblick.tenancy import scope
from utblick.watch.models import Decision, Item, ItemVersion
from utblick.watch.since_decided import note_seen
from utblick.watch.tests.make import make_item

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 5, 15, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.fixture
def owner(coordinator: User) -> User:
    return make_user(Role.OFFICER, morning_mail=True, language="en")


def told(now: datetime = NOW) -> dict[User, list[Event]]:
    """What is unread by whom, after the clock."""
    remind_all(now)
    found: dict[User, list[Event]] = {}
    with scope.acting(scope.municipality(), sees_secrets=True):
        for one in Notice.objects.unread().order_by("pk"):
            found.setdefault(one.user, []).append(Event(one.event))
    return found


def make_gate(owner: User, *, meeting: date | None = None, **facts: Any) -> Gate:
    """At a board, of an initiative whose application is due in 60 days."""
    deadline = datetime(2027, 1, 25, 16, tzinfo=UTC)
    initiative = make_initiative(owner=owner, status=Initiative.Status.PREPARING, deadline=deadline)
    gate = Gate(initiative=initiative, body=make_unit(kind="board"), about="Ansökan", **facts)
    if meeting:
        gate.meeting = Meeting.objects.create(body=gate.body, held_on=meeting, papers_by=meeting - timedelta(days=10))
    gate.save()
    return gate


def test_every_event_belongs_to_a_kind_that_can_be_switched_off() -> None:
    assert set(KIND_OF) == set(Event)
    assert set(KIND_OF.values()) == set(Kind)


def test_a_decision_waits_for_the_members_of_the_body_once_the_papers_are_in(owner: User) -> None:
    gate = make_gate(owner, meeting=in_days(14))
    member = make_user(Role.DECISION_MAKER, unit=gate.body)
    assert told() == {}
    gate.handed_in_on = in_days(-1)
    gate.save()
    assert told() == {member: [Event.GATE_WAITS]}
    assert told(NOW + timedelta(hours=1)) == {member: [Event.GATE_WAITS]}, "each once"


def test_a_body_without_members_here_is_the_coordinators_matter(owner: User, coordinator: User) -> None:
    make_gate(owner, meeting=in_days(14), handed_in_on=TODAY)
    assert told() == {coordinator: [Event.GATE_WAITS]}


def test_after_the_meeting_the_owner_is_asked_to_write_down_what_was_decided(owner: User) -> None:
    gate = make_gate(owner, meeting=in_days(-1), handed_in_on=in_days(-20))
    make_user(Role.DECISION_MAKER, unit=gate.body)
    assert Event.GATE_TO_NOTE in told()[owner]
    gate.outcome, gate.decided_on = Gate.Outcome.YES, in_days(-1)
    gate.save()
    assert told() == {}, "what is no news any more is taken back unread"


def test_an_application_that_comes_too_late_is_told_to_owner_and_coordinator(owner: User, coordinator: User) -> None:
    gate = make_gate(owner)
    Meeting.objects.create(body=gate.body, held_on=date(2027, 2, 16), papers_by=date(2027, 2, 6))
    assert told() == {owner: [Event.RUNWAY_BROKEN], coordinator: [Event.RUNWAY_BROKEN]}
    Meeting.objects.create(body=gate.body, held_on=date(2027, 1, 12), papers_by=date(2027, 1, 4))
    assert told() == {}


@pytest.mark.parametrize(
    ("facts", "event"),
    [
        ({"review_on": in_days(100)}, Event.AGREEMENT_REVIEW),
        ({"expires_on": in_days(100)}, Event.AGREEMENT_END),
        ({"expires_on": in_days(130), "renews_by": 12, "notice_months": 1}, Event.AGREEMENT_NOTICE),
    ],
)
def test_the_dates_of_an_agreement_are_its_owners_first_and_later_the_coordinators(
    owner: User, coordinator: User, facts: dict[str, Any], event: Event
) -> None:
    make_agreement(owner=owner, **facts)
    assert told() == {owner: [event]}
    assert told(NOW + timedelta(days=75)) == {owner: [event], coordinator: [event]}


def test_an_agreement_that_nobody_here_answers_for_is_the_coordinators(owner: User, coordinator: User) -> None:
    make_agreement(owner=owner, review_on=in_days(100))
    Membership.objects.get(user=owner).withdraw()
    assert told() == {coordinator: [Event.AGREEMENT_REVIEW]}


def test_a_claim_is_told_a_month_before_and_again_when_its_day_has_moved(owner: User, coordinator: User) -> None:
    project = make_project(initiative=make_initiative(owner=owner), stage="running")
    claim = Claim(project=project, due_on=in_days(29))
    claim.save()
    assert told() == {owner: [Event.CLAIM]}
    telling.read(owner)
    assert told() == {}
    claim.due_on = in_days(6)
    claim.save()
    assert told() == {owner: [Event.CLAIM], coordinator: [Event.CLAIM]}
    claim.asked_on, claim.asked = TODAY, 10
    claim.save()
    assert told() == {}


def test_our_promise_is_told_a_week_before_and_theirs_is_not(owner: User, coordinator: User) -> None:
    contact = make_contact(owner=owner)
    make_promise(contact, due_on=in_days(7))
    make_promise(contact, due_on=in_days(7), side="theirs")
    assert told() == {owner: [Event.PROMISE]}
    assert told(NOW + timedelta(days=8)) == {owner: [Event.PROMISE], coordinator: [Event.PROMISE]}


def make_change(decided_by: User, **facts: Any) -> Item:
    item = make_item("Utlysning om skog", currency="EUR")
    decided = NOW - timedelta(days=5)
    Decision.objects.create(item=item, decided_by=decided_by, verdict="relevant", created_at=decided, **facts)
    change(item, NOW - timedelta(days=1), budget=["1000000", "2000000"])
    return item


def change(item: Item, at: datetime, **changes: Any) -> None:
    Item.objects.filter(pk=item.pk).update(changed_at=at)
    ItemVersion.objects.create(item=item, at=at, changes=changes)


def test_a_change_is_told_to_who_decided_and_who_began_something_until_it_is_seen(
    owner: User, coordinator: User
) -> None:
    item = make_change(coordinator)
    make_initiative(owner=owner, item=item)
    assert told() == {coordinator: [Event.ITEM_CHANGED], owner: [Event.ITEM_CHANGED]}
    assert Notice.objects.get(user=owner).text == "Budget: 1\xa0million € → 2\xa0million €"
    note_seen(item, user=owner, now=NOW)
    assert list(told()) == [coordinator]
    change(item, NOW + timedelta(minutes=1), status=["open", "closed"])
    assert set(told(NOW + timedelta(hours=1))) == {coordinator, owner}, "a later change is news again"


def test_what_is_off_is_not_told(client: Client, owner: User) -> None:
    make_contact(owner=owner)
    make_agreement(owner=owner, review_on=in_days(100))
    client.force_login(owner)
    page = reverse("teamwork:kinds")
    assert client.get(page).text.count(" checked") == len(Kind)
    client.post(page, {"sent": "True", "kinds": [kind for kind in Kind.values if kind != Kind.AGREEMENTS]})
    assert client.get(page).text.count(" checked") == len(Kind) - 1
    assert told() == {}
    client.post(page, {"sent": "True", "kinds": Kind.values})
    assert told() == {owner: [Event.AGREEMENT_REVIEW]}


def test_a_secret_is_told_to_who_may_see_it_alone(here: Municipality, owner: User, coordinator: User) -> None:
    agreement = make_agreement(owner=owner, review_on=in_days(20))
    secrecy.mark(agreement.organisation, ground="OSL 15 kap. 1 §")
    assert told() == {coordinator: [Event.AGREEMENT_REVIEW]}
    assert not Notice.objects.exists(), "not even its count, without the right"


def test_what_becomes_secret_is_taken_from_who_may_not_see_it(owner: User, coordinator: User) -> None:
    agreement = make_agreement(owner=owner, review_on=in_days(100))
    assert list(told()) == [owner]
    secrecy.mark(agreement.organisation, ground="OSL 15 kap. 1 §")
    assert owner not in told()


def test_a_local_actor_is_told_nothing_whatever_stands_in_the_name(owner: User, coordinator: User) -> None:
    actor = make_user(Role.LOCAL_ACTOR)
    make_agreement(owner=actor, review_on=in_days(20))
    assert told() == {coordinator: [Event.AGREEMENT_REVIEW]}


def test_each_municipality_is_told_its_own(here: Municipality, owner: User) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        theirs = make_user()
        make_agreement(owner=theirs, review_on=in_days(20))
        assert told() == {theirs: [Event.AGREEMENT_REVIEW]}
    assert told() == {}


def test_a_notice_leads_to_what_it_is_about_and_is_read_by_that(client: Client, owner: User) -> None:
    agreement = make_agreement(owner=owner, review_on=in_days(100))
    told()
    client.force_login(owner)
    page = client.get(reverse("teamwork:notices")).text
    assert "An agreement is to be reviewed" in page
    assert agreement.title in page
    [notice] = Notice.objects.of(owner)
    assert client.get(notice.get_absolute_url()).headers["location"] == agreement.get_absolute_url()
    assert told() == {}
    client.force_login(make_user())
    assert client.get(notice.get_absolute_url()).status_code == 404


def test_a_date_stands_once_in_a_mail_as_a_notice_and_the_next_days_among_what_is_due(owner: User) -> None:
    agreement = make_agreement(owner=owner, review_on=in_days(10))
    remind(NOW)
    for day, subject in ((0, "1 notice"), (1, "1 thing soon due")):
        morning.send_all(NOW + timedelta(days=day))
        assert mail.outbox[-1].subject == f"Utblick: {subject}"
        assert str(mail.outbox[-1].body).count(agreement.title) == 1


def test_it_asks_as_little_for_many_initiatives_as_for_one(owner: User, django_assert_max_num_queries: Any) -> None:
    make_gate(owner, meeting=in_days(14), handed_in_on=TODAY)
    remind(NOW)
    for _ in range(5):
        make_gate(owner, meeting=in_days(14), handed_in_on=TODAY)
        make_agreement(owner=owner, review_on=in_days(20))
        make_promise(make_contact(owner=owner), due_on=in_days(3))
    remind(NOW)
    with django_assert_max_num_queries(20):
        remind(NOW)
