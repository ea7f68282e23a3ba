"""Two local actors whom one tender fits best: the municipality is told which, they only that there are others."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.actors.models import LocalActor
from utblick.actors.representing import give_log_in
from utblick.actors.tests.make import make_actor
from utblick.desk import actor_radar
from utblick.desk.reminding import remind_all
from utblick.initiatives.tests.make import make_initiative
from utblick.journal import secrecy
from utblick.teamwork.kinds import Event
from utblick.teamwork.models import Notice
from utblick.tenancy import scope
from utblick.watch import fitting
from utblick.watch.models import Item, Match, Profile
from utblick.watch.tests.make import make_item

NOW = timezone.now()


def meets(actor: LocalActor, item: Item, score: float = 0.5) -> None:
    profile, _new = Profile.objects.get_or_create(actor=actor, defaults={"name": actor.name, "text": actor.name})
    Match.objects.create(item=item, profile=profile, score=score)


@pytest.fixture
def sawmills(here: Any) -> list[LocalActor]:
    return [make_actor(name="Norra Sågen"), make_actor(name="Södra Sågen")]


@pytest.fixture
def bridge(sawmills: list[LocalActor]) -> Item:
    """A tender that fits both, and one that fits only the first."""
    both = make_item("Timber bridges", kind="tender", deadline=NOW + timedelta(days=20))
    for actor in sawmills:
        meets(actor, both)
    meets(sawmills[0], make_item("Wooden doors", kind="tender"))
    return both


def told() -> list[tuple[str, set[str]]]:
    return [(one.about, {side.title for side in one.sides}) for one in actor_radar.clashes(NOW)]


def test_the_coordinator_is_told_which_actors_one_tender_fits(client: Client, coordinator: User, bridge: Item) -> None:
    client.force_login(coordinator)

    assert told() == [("Timber bridges", {"Norra Sågen", "Södra Sågen"})]
    for page in (reverse("desk:radar"), reverse("desk:home")):
        text = client.get(page).text
        assert "Timber bridges" in text
        assert "Södra Sågen" in text


def test_an_actor_is_told_that_there_is_another_and_not_which(
    client: Client, bridge: Item, sawmills: list[LocalActor]
) -> None:
    representative, _new = give_log_in(sawmills[0], email="agare@sagen.example", name="Ella")
    client.force_login(representative.user)

    page = client.get(reverse("desk:own")).text

    assert page.count("Passar 1 lokal aktör till.") == 1
    assert "Södra Sågen" not in page
    assert client.get(reverse("desk:radar")).status_code == 403


def test_news_what_has_closed_and_what_is_far_down_an_actors_list_are_no_clash(sawmills: list[LocalActor]) -> None:
    for item in (make_item("News"), make_item("Closed", kind="tender", deadline=NOW - timedelta(days=1))):
        for actor in sawmills:
            meets(actor, item, 0.9)
    low = make_item("Sixth", kind="tender")
    for actor in sawmills:
        meets(actor, low, 0.4)
    for number in range(actor_radar.BEST):
        meets(sawmills[0], make_item(f"Better {number}", kind="tender"), 0.6)

    assert told() == []


def test_the_best_of_an_actor_that_little_fits_is_no_clash_by_chance(sawmills: list[LocalActor]) -> None:
    chance, fair = make_item("Aerospace", kind="call"), make_item("Timber", kind="call")
    for actor in sawmills:
        meets(actor, chance, 0.24)
        meets(actor, fair, 0.26)

    assert [about for about, _sides in told()] == ["Timber"]


def test_a_school_and_a_company_are_no_rivals(sawmills: list[LocalActor]) -> None:
    item = make_item("Timber bridges", kind="tender")
    for actor in (sawmills[0], make_actor(name="Friskolan", kind="school")):
        meets(actor, item)

    assert told() == []


def test_an_actor_that_is_withdrawn_or_anothers_is_not_counted(bridge: Item, sawmills: list[LocalActor]) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        meets(make_actor(name="Grannens såg"), bridge)
    sawmills[1].withdraw()

    assert told() == []


def test_a_unit_and_a_company_after_one_call_are_both_told(client: Client, sawmills: list[LocalActor]) -> None:
    unit = make_unit("Näringslivsenheten")
    officer, other = make_user(Role.OFFICER, unit=unit), make_user(Role.OFFICER, unit=make_unit("Skolan"))
    call = make_item("Timber in public buildings", kind="call", deadline=NOW + timedelta(days=20))
    meets(sawmills[0], call)
    make_initiative("Träbyggnadslyftet", item=call, unit=unit)

    assert told() == [("Timber in public buildings", {"Träbyggnadslyftet", "Norra Sågen"})]
    client.force_login(officer)
    for page in (reverse("desk:radar"), reverse("desk:home")):
        assert "Norra Sågen" in client.get(page).text
    assert [one.about for one in actor_radar.after_the_same(officer, everyones=False)] == [call.title]
    assert actor_radar.after_the_same(other, everyones=False) == []
    client.force_login(give_log_in(sawmills[0], email="agare@sagen.example", name="Ella")[0].user)
    own = client.get(reverse("desk:own")).text
    assert own.count("Kommunen själv arbetar med detta.") == 1
    assert "Träbyggnadslyftet" not in own
    assert "Näringslivsenheten" not in own
    for number in range(actor_radar.BEST):
        meets(sawmills[0], make_item(f"Better {number}", kind="tender"), 0.6)
    assert actor_radar.after_the_same(officer, everyones=False) == []


def test_the_bell_tells_who_answers_for_ours_of_the_actors_once_and_only_who_may_see_both(
    sawmills: list[LocalActor], django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Any]]]
) -> None:
    unit = make_unit("Näringslivsenheten")
    officer, other = make_user(Role.OFFICER, unit=unit), make_user(Role.OFFICER, unit=make_unit("Skolan"))
    call = make_item("Timber in public buildings", kind="call", deadline=NOW + timedelta(days=20))
    for actor in sawmills:
        meets(actor, call)
    with django_capture_on_commit_callbacks(execute=True):
        ours = make_initiative("Träbyggnadslyftet", item=call, unit=unit)

    said = "Passar också lokala aktörer: Norra Sågen, Södra Sågen · Timber in public buildings"
    assert bell() == [(officer, ours.pk, said)], "at once, to our side alone"
    remind_all(NOW)
    meets(make_actor(name="Tredje Sågen"), call)
    remind_all(NOW)
    assert len(bell()) == 1, "once for each call"
    assert other.pk
    representative, _new = give_log_in(sawmills[0], email="agare@sagen.example", name="Ella")
    secrecy.mark(ours, ground="OSL 31 kap. 16 §")
    remind_all(NOW)
    assert bell() == [], "confidential: an officer may see it no more"
    assert not Notice.objects.filter(user=representative.user).exists()


def bell() -> list[tuple[User, int, str]]:
    with scope.acting(scope.municipality(), sees_secrets=True):
        rows = Notice.objects.unread().filter(event=Event.AFTER_THE_SAME).select_related("user").order_by("pk")
        return [(one.user, one.about_id, one.text) for one in rows]


def test_the_first_page_names_a_few_of_many_and_leads_to_the_others(client: Client, coordinator: User) -> None:
    call = make_item("Timber in public buildings", kind="call")
    for number in range(6):
        meets(make_actor(name=f"Såg {number}"), call)
    client.force_login(coordinator)
    home, radar = (client.get(reverse(name)).text for name in ("desk:home", "desk:radar"))
    assert "och 2 till" in home
    assert [f"Såg {number}" in home for number in range(6)] == [True] * 4 + [False] * 2
    assert [f"Såg {number}" in radar for number in range(6)] == [True] * 6


def test_of_what_is_confidential_or_ended_a_company_is_told_nothing(
    client: Client, sawmills: list[LocalActor], officer: User
) -> None:
    representative, _new = give_log_in(sawmills[0], email="agare@sagen.example", name="Ella")
    call = make_item("Timber in public buildings", kind="call")
    meets(sawmills[0], call)
    ended = make_initiative("Slut", item=call, status="finished")
    make_initiative("Hemlig", item=call, secrecy_ground="31:16")
    client.force_login(representative.user)

    assert "Timber in public buildings" in (own := client.get(reverse("desk:own")).text)
    assert "Kommunen själv" not in own
    assert actor_radar.ours_too([call.pk]) == set()
    with scope.acting(scope.municipality(), officer, sees_secrets=False):
        assert told() == []
    with scope.acting(scope.municipality(), officer, sees_secrets=True):
        assert told() == [("Timber in public buildings", {"Hemlig", "Norra Sågen"})]
    assert ended.pk


def test_what_an_actor_has_said_to_be_for_it_counts_however_low_and_what_is_not_for_it_does_not(
    sawmills: list[LocalActor],
) -> None:
    low = make_item("Sixth", kind="tender")
    for actor in sawmills:
        meets(actor, low, 0.4)
    for number in range(actor_radar.BEST):
        meets(sawmills[0], make_item(f"Better {number}", kind="tender"), 0.6)
    fitting.say(sawmills[0], low, "yes")
    assert told() == [("Sixth", {"Norra Sågen", "Södra Sågen"})]

    fitting.say(sawmills[1], low, "no")
    assert told() == []
