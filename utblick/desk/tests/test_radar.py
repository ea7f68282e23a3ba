from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality, Role, Unit, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.desk.radar import CALL, PARTNER, Clash, concerning, radar
from utblick.desk.reminding import remind_all
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative
from utblick.journal import secrecy
from utblick.partners.tests.make import make_organisation
from utblick.teamwork.kinds import Event
from utblick.teamwork.models import Notice
from utblick.tenancy import scope
from utblick.watch.models import Subscription
from utblick.watch.tests.make import make_item, make_source

RADAR = reverse("desk:radar")
NOW = datetime(2026, 11, 24, 5, 15, tzinfo=UTC)
type Callbacks = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def school(here: Municipality) -> Unit:
    return make_unit("Skolan")


@pytest.fixture
def care(here: Municipality) -> Unit:
    return make_unit("Omsorgen")


def told(clashes: list[Clash]) -> list[tuple[str, str, set[str]]]:
    return [(one.kind, one.about, {side.who for side in one.sides}) for one in clashes]


def test_two_units_after_one_call_are_both_told(client: Client, school: Unit, care: Unit) -> None:
    teacher, nurse, other = (make_user(Role.OFFICER, unit=unit) for unit in (school, care, make_unit("Tekniska")))
    item = make_item("Ett anrop för två")
    make_initiative("Skolans", item=item, unit=school)
    make_initiative("Omsorgens", item=item, unit=care)

    for user in (teacher, nurse):
        assert told(concerning(user, everyones=False)) == [(CALL, "Ett anrop för två", {"Skolan", "Omsorgen"})]
        client.force_login(user)
        text = client.get(RADAR).text
        for words in ["Ett anrop för två", "Skolans", "Omsorgens"]:
            assert words in text
    assert concerning(other, everyones=False) == []
    assert len(concerning(other, everyones=True)) == 1


def test_two_units_with_one_partner_abroad_are_told_and_a_partner_at_home_is_no_matter(
    school: Unit, care: Unit
) -> None:
    abroad, at_home = make_organisation("Lierne", country="NO"), make_organisation("Krokom", country="SE")
    make_initiative("Skolans", unit=school, partners=[abroad, at_home])
    make_initiative("Omsorgens", unit=care, partners=[abroad, at_home])
    assert told(radar()) == [(PARTNER, "Lierne", {"Skolan", "Omsorgen"})]


def test_one_unit_alone_what_has_ended_and_what_is_withdrawn_are_no_clash(school: Unit, care: Unit) -> None:
    item = make_item()
    make_initiative(item=item, unit=school)
    make_initiative(item=item, unit=school)
    make_initiative(item=item, unit=care, status=Initiative.Status.FINISHED)
    make_initiative(item=item, unit=care).withdraw()
    assert radar() == []


def test_what_is_secret_is_told_to_none_but_who_may_see_it(here: Municipality, school: Unit, care: Unit) -> None:
    item = make_item()
    make_initiative("Öppen", item=item, unit=school)
    make_initiative("Hemlig", item=item, unit=care, secrecy_ground="OSL 30 kap. 23 §")
    assert radar() == []
    with scope.acting(here, sees_secrets=True):
        assert len(radar()) == 1


def test_a_neighbour_is_told_of_only_what_it_shows_to_everyone(here: Municipality, school: Unit) -> None:
    source = make_source()
    item = make_item("Gemensamt anrop", source=source)
    partner = {"name": "Lierne", "country": "NO"}
    neighbour = make_municipality("Grannkommun")
    with scope.acting(neighbour):
        Subscription.objects.create(source=source, name="Samma källa")
        theirs = make_initiative("Grannens", item=item, partners=[make_organisation(**partner)])
    ours = make_initiative("Vår", item=item, unit=school, partners=[make_organisation(**partner)])
    assert radar() == []
    with scope.acting(neighbour):
        assert radar() == []
        theirs.published = True
        theirs.save()

    assert told(radar()) == [(CALL, "Gemensamt anrop", {"Skolan", "Grannkommun"})], "the partner's page is not public"
    (side,) = [one for one in radar()[0].sides if not one.is_ours]
    assert (side.title, side.url, side.unit, side.owner) == ("Grannens", "", None, None)
    with scope.acting(neighbour):
        assert radar() == [], "ours is not public, so they are told nothing"

    ours.published = True
    ours.save()
    with scope.acting(neighbour):
        assert told(radar()) == [(CALL, "Gemensamt anrop", {"Provkommun", ""})]


def test_it_takes_one_query_whatever_there_is(
    school: Unit, care: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        item = make_item()
        make_initiative(item=item, unit=school)
        make_initiative(item=item, unit=care)
    with django_assert_num_queries(1):
        assert len(radar()) == 5


def test_where_nothing_clashes_the_page_says_what_it_looks_for(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "Inga krockar" in client.get(RADAR).text


# The bell


def told_by_the_bell() -> dict[User, list[tuple[str, str]]]:
    """What is unread by whom, after the clock: what it is about, and its text."""
    remind_all(NOW)
    found: dict[User, list[tuple[str, str]]] = {}
    with scope.acting(scope.municipality(), sees_secrets=True):
        rows = Notice.objects.unread().filter(event=Event.AFTER_THE_SAME).select_related("user").order_by("pk")
        titles = dict(Initiative.objects.values_list("pk", "title"))
        for one in rows:
            found.setdefault(one.user, []).append((titles[one.about_id], one.text))
    return found


def test_the_bell_tells_both_units_once(client: Client, coordinator: User, school: Unit, care: Unit) -> None:
    teacher, nurse = (make_user(Role.OFFICER, unit=unit) for unit in (school, care))
    make_user(Role.DECISION_MAKER, unit=care)
    item = make_item("Ett anrop")
    ours = make_initiative("Skolans", item=item, unit=school)
    assert told_by_the_bell() == {}
    theirs = make_initiative("Omsorgens", item=item, unit=care)

    both = {
        teacher: [("Omsorgens", "Samma utlysning: Ett anrop")],
        nurse: [("Skolans", "Samma utlysning: Ett anrop")],
    }
    assert told_by_the_bell() == both
    assert told_by_the_bell() == both, "each once, whatever the hour"
    client.force_login(teacher)
    notice = Notice.objects.of(teacher).get()
    assert client.get(notice.get_absolute_url()).headers["location"] == RADAR
    assert "Omsorgens" in client.get(RADAR).text
    make_initiative("Omsorgens andra", item=item, unit=care)
    assert list(told_by_the_bell()) == [nurse], "read, and a second of the same unit is no news"
    third = make_initiative("Teknikens", item=item, owner=make_user(Role.OFFICER, name="Tekla"))
    assert told_by_the_bell()[teacher] == [("Teknikens", "Samma utlysning: Ett anrop")]
    assert {user.name for user in told_by_the_bell()} == {teacher.name, nurse.name, "Tekla"}
    for one in (ours, theirs, third):
        one.status = Initiative.Status.FINISHED
        one.save()
    assert told_by_the_bell() == {}, "what is unread and no more so is taken back"


def test_the_bell_tells_of_one_partner_abroad_and_who_is_on_both_sides_knows(school: Unit, care: Unit) -> None:
    nurse, both = make_user(Role.OFFICER, unit=care), make_user(Role.OFFICER, unit=school)
    abroad = make_organisation("Lierne", country="NO")
    make_initiative("Skolans", unit=school, partners=[abroad])
    make_initiative("Omsorgens", unit=care, owner=both, partners=[abroad])
    assert told_by_the_bell() == {nurse: [("Skolans", "Samma partner utomlands: Lierne")]}


def test_where_nobody_answers_for_a_side_the_bell_is_the_coordinators(
    coordinator: User, school: Unit, care: Unit
) -> None:
    nurse, item = make_user(Role.OFFICER, unit=care), make_item()
    make_initiative("Skolans", item=item, unit=school)
    make_initiative("Omsorgens", item=item, unit=care)
    assert {user: [about for about, _text in rows] for user, rows in told_by_the_bell().items()} == {
        coordinator: ["Omsorgens"],
        nurse: ["Skolans"],
    }


def test_the_bell_tells_nobody_of_a_secret_but_who_may_see_it(coordinator: User, school: Unit, care: Unit) -> None:
    nurse = make_user(Role.OFFICER, unit=care)
    head = make_user(Role.COORDINATOR, unit=school)
    teacher = make_user(Role.OFFICER, unit=school)
    item = make_item("Ett anrop")
    make_initiative("Hemlig", item=item, unit=school, secrecy_ground="OSL 30 kap. 23 §")
    opened = make_initiative("Omsorgens", item=item, unit=care)
    assert told_by_the_bell() == {head: [("Omsorgens", "Samma utlysning: Ett anrop")]}
    make_initiative("Skolans", item=item, unit=school)
    assert set(told_by_the_bell()) == {head, teacher, nurse}
    assert told_by_the_bell()[nurse] == [("Skolans", "Samma utlysning: Ett anrop")], "the open one, not the secret"

    secrecy.mark(opened, ground="OSL 30 kap. 23 §")
    assert set(told_by_the_bell()) == {head}


def test_the_bell_tells_of_a_secret_partner_only_who_may_see_it(school: Unit, care: Unit) -> None:
    make_user(Role.OFFICER, unit=care)
    head = make_user(Role.COORDINATOR, unit=school)
    hidden = make_organisation("Lierne", country="NO", secrecy_ground="OSL 15 kap. 1 §")
    make_initiative("Skolans", unit=school, partners=[hidden])
    make_initiative("Omsorgens", unit=care, partners=[hidden])
    assert told_by_the_bell() == {head: [("Omsorgens", "Samma partner utomlands: Lierne")]}


def test_the_bell_tells_of_a_neighbour_only_what_it_shows_to_everyone(school: Unit) -> None:
    teacher, source = make_user(Role.OFFICER, unit=school), make_source()
    item = make_item("Gemensamt anrop", source=source)
    neighbour = make_municipality("Grannkommun")
    with scope.acting(neighbour):
        Subscription.objects.create(source=source, name="Samma källa")
        colleague = make_user(Role.OFFICER)
        theirs = make_initiative("Grannens", item=item, owner=colleague)
    ours = make_initiative("Vår", item=item, unit=school)
    assert told_by_the_bell() == {}
    with scope.acting(neighbour):
        theirs.published = True
        theirs.save()
    assert told_by_the_bell() == {teacher: [("Vår", "Grannkommun: Grannens · Samma utlysning: Gemensamt anrop")]}
    with scope.acting(neighbour):
        assert told_by_the_bell() == {}, "ours is not public"
    ours.published = True
    ours.save()
    with scope.acting(neighbour):
        assert told_by_the_bell() == {colleague: [("Grannens", "Provkommun: Vår · Samma utlysning: Gemensamt anrop")]}


# At once


def unread(of: User) -> list[str]:
    with scope.acting(scope.municipality(), sees_secrets=True):
        return [one.text for one in Notice.objects.unread().filter(event=Event.AFTER_THE_SAME, user=of)]


def test_both_are_told_as_soon_as_the_second_begins(
    school: Unit, care: Unit, django_capture_on_commit_callbacks: Callbacks
) -> None:
    teacher, nurse = (make_user(Role.OFFICER, unit=unit) for unit in (school, care))
    item = make_item("Ett anrop")
    with django_capture_on_commit_callbacks(execute=True) as alone:
        make_initiative("Skolans", item=item, unit=school)
    assert alone == [], "nobody else: nothing to ask in the background"
    with django_capture_on_commit_callbacks(execute=True):
        theirs = make_initiative("Omsorgens", unit=care)
    assert unread(teacher) == []
    with django_capture_on_commit_callbacks(execute=True):
        theirs.item = item
        theirs.save()
    assert unread(teacher) == unread(nurse) == ["Samma utlysning: Ett anrop"]


def test_both_are_told_as_soon_as_the_second_has_the_partner(
    school: Unit, care: Unit, django_capture_on_commit_callbacks: Callbacks
) -> None:
    teacher, nurse = (make_user(Role.OFFICER, unit=unit) for unit in (school, care))
    abroad = make_organisation("Lierne", country="NO")
    make_initiative("Skolans", unit=school, partners=[abroad])
    with django_capture_on_commit_callbacks(execute=True):
        make_initiative("Omsorgens", unit=care, partners=[abroad])
    assert unread(teacher) == unread(nurse) == ["Samma partner utomlands: Lierne"]
