"""Relations that have gone quiet, and what is decided about them."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.initiatives.models import Step
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.partners.models import Organisation, Silence
from utblick.partners.quiet import months_between, quiet, suggestion
from utblick.partners.tests.make import make_agreement, make_contact, make_organisation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def url(name: str, *args: object) -> str:
    return reverse(f"partners:{name}", args=args)


def names() -> list[str]:
    return [one.organisation.name for one in quiet(TODAY)]


def make_twin(name: str, last: date | None = None) -> Organisation:
    partner = make_organisation(name)
    make_agreement(organisation=partner, signed_on=date(2015, 1, 1))
    if last:
        make_contact(organisation=partner, happened_on=last)
    return partner


def test_with_an_agreement_a_year_without_contact_is_silence(here: object) -> None:
    make_twin("Tyst", date(2025, 11, 24))
    make_twin("Nyss", date(2025, 11, 25))
    make_twin("Aldrig")
    make_organisation("Utan avtal")
    assert names() == ["Aldrig", "Tyst"]


def test_its_own_rhythm_goes_before_the_common_one(here: object) -> None:
    for rhythm in (3, 24):
        partner = make_organisation(f"Var {rhythm}:e månad", contact_every=rhythm)
        make_contact(organisation=partner, happened_on=date(2026, 7, 1))
    assert names() == ["Var 3:e månad"]


def test_an_initiative_or_a_step_is_a_sign_of_life_but_not_one_that_fell_through(here: object) -> None:
    going_on, visited, refused = (make_twin(name, date(2020, 1, 1)) for name in ("Pågår", "Besökt", "Avslag"))
    make_initiative(partners=[going_on], status="running")
    day = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 4)}
    make_step(initiative=make_initiative(partners=[visited], status="finished"), status=Step.Status.DONE, **day)
    make_step(initiative=make_initiative(partners=[refused], status="stopped"), status=Step.Status.REJECTED, **day)
    assert names() == ["Avslag"]


def test_what_lies_ahead_is_no_sign_yet_and_an_ended_agreement_is_not_watched(here: object) -> None:
    make_twin("Planerat", date(2027, 1, 1))
    ended = make_organisation("Avslutat")
    make_agreement(organisation=ended, ended_on=date(2020, 1, 1))
    resting = make_organisation("Vilar")
    make_agreement(organisation=resting, rests_until=date(2027, 1, 1), rest_means="Inga resor")
    assert names() == ["Planerat"]


@pytest.mark.parametrize(
    ("months", "rhythm", "ever", "verdict"),
    [(13, 12, True, "revive"), (24, 12, True, "rest"), (36, 12, True, "end"), (13, 12, False, "end")],
)
def test_the_suggestion_follows_the_length_of_the_silence(months: int, rhythm: int, ever: bool, verdict: str) -> None:
    assert suggestion(months=months, rhythm=rhythm, ever=ever) == verdict


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 3, 30), 1),
        (date(2025, 11, 26), date(2026, 11, 25), 11),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
    ],
)
def test_months_are_whole(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months


@time_machine.travel("2026-11-25 12:00", tick=False)
def test_a_decision_takes_it_off_the_list_until_its_day_and_can_be_undone(client: Client, coordinator: User) -> None:
    partner = make_twin("Tyst by", date(2024, 1, 1))
    client.force_login(coordinator)
    for page in (url("list"), url("quiet"), partner.get_absolute_url(), reverse("desk:home")):
        assert url("quiet") in client.get(page).text or url("silence", partner.pk) in client.get(page).text, page
    facts = {"verdict": "rest", "until": "2027-06-01", "note": "Ny skolledning"}
    told = client.post(url("silence", partner.pk), facts, follow=True)
    made = Silence.objects.get()
    assert names() == []
    page = client.get(partner.get_absolute_url()).text
    assert "<b>Låt den vila</b>. Frågan kommer tillbaka efter" in page
    assert "Ny skolledning" in page
    assert [one.organisation for one in quiet(date(2027, 6, 2))] == [partner]
    assert url("undo_silence", made.pk) in told.text
    client.post(url("undo_silence", made.pk))
    assert names() == ["Tyst by"]
    history = client.get(reverse("journal:history", args=["partners.silence", made.pk])).text
    assert "Ny skolledning" in history


@time_machine.travel("2026-11-25 12:00", tick=False)
def test_proposing_to_end_leads_to_the_review_of_the_agreement(client: Client, coordinator: User) -> None:
    partner = make_twin("Tyst by", date(2024, 1, 1))
    client.force_login(coordinator)
    answer = client.post(url("silence", partner.pk), {"verdict": "end"})
    agreement = partner.agreements.get()
    assert answer.headers["Location"] == url("review_agreement", agreement.pk) + "?proposal=end"
    asked = client.get(answer.headers["Location"])
    assert asked.context["form"]["proposal"].value() == "end"


@time_machine.travel("2026-11-25 12:00", tick=False)
@pytest.mark.parametrize(
    "changes", [{"verdict": ""}, {"until": "2026-11-25"}, {"verdict": "slå ihjäl"}, {"until": "snart"}]
)
def test_a_decision_with_a_wrong_day_is_refused(client: Client, coordinator: User, changes: dict[str, str]) -> None:
    partner = make_twin("Tyst by")
    client.force_login(coordinator)
    facts = {"verdict": "revive", "until": "2027-01-01", **changes}
    assert client.post(url("silence", partner.pk), facts).status_code == 422
    assert not Silence.objects.exists()


@time_machine.travel("2026-11-25 12:00", tick=False)
@pytest.mark.parametrize(
    ("verdict", "day"), [("revive", date(2027, 1, 25)), ("rest", date(2027, 11, 25)), ("end", None)]
)
def test_without_a_day_it_is_asked_again_as_the_decision_says(
    client: Client, coordinator: User, verdict: str, day: date | None
) -> None:
    partner = make_twin("Tyst by")
    client.force_login(coordinator)
    client.post(url("silence", partner.pk), {"verdict": verdict})
    assert Silence.objects.get().until == day


def test_a_secret_partner_is_not_told_of(client: Client, decision_maker: User) -> None:
    partner = make_organisation("Hemlig", secrecy_ground="OSL 15 kap. 1 §", contact_every=3)
    make_contact(organisation=partner, happened_on=date(2020, 1, 1))
    client.force_login(decision_maker)
    for page in (url("list"), url("quiet"), reverse("desk:home")):
        assert "Hemlig" not in client.get(page).text
