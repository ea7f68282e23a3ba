"""Subscribing: only the owner of an address can, by the mailed link; and leaving by one click, with a way back."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality
from utblick.journal.models import Entry
from utblick.outreach import leaving, subscribing, tasks
from utblick.outreach.models import SignUp, Subscriber
from utblick.outreach.tests.mailserver import NO_SUCH, Postbox
from utblick.outreach.tests.make import make_subscriber
from utblick.outreach.words import words
from utblick.partners.models import GuestLanguage
from utblick.site import guarding
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
FORM = "/public/sv/newsletter/subscribe/"
ADDRESS = "anna@example.org"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets time go on for what guards the form."""
    began, gone = 500_000 * guarding.HOUR + 60.0, [0.0]
    monkeypatch.setattr(guarding.time, "time", lambda: began + gone[0])

    def seconds(count: float) -> None:
        gone[0] += count

    return seconds


def opened(client: Client, at: Any, *, after: float = 30, **answers: Any) -> dict[str, Any]:
    """The form as a visitor fills it in, so many seconds after it was opened."""
    stamp = re.search(r'name="shown" value="([^"]+)"', client.get(FORM).text)
    assert stamp
    at(after)
    return {"shown": stamp[1], "website": "", "email": ADDRESS, "language": "sv", "interests": ["school"], **answers}


def asked(client: Client, at: Any, **answers: Any) -> Any:
    return client.post(FORM, opened(client, at, **answers), follow=True)


def link_in(message: Any) -> str:
    found = re.search(r"https?://[^/]+(/private/\S+)", message.body)
    assert found
    return found[1]


def link_to_own(page: str) -> str:
    found = re.search(r'href="(/private/newsletter/[^"]+)"', page)
    assert found
    return found[1]


def mailed_link() -> str:
    subscribing.send_all(timezone.now())
    return link_in(mail.outbox[-1])


def grown_old(hours: int) -> None:
    QuerySet.update(SignUp.objects.all(), made_at=timezone.now() - timedelta(hours=hours))


def test_only_the_owner_of_the_address_becomes_a_subscriber(client: Client, here: Municipality, at: Any) -> None:
    page = asked(client, at)
    assert "Titta i din e-post" in page.text
    assert not Subscriber.objects.exists()

    link = mailed_link()
    assert client.get(link).status_code == 200
    assert not Subscriber.objects.exists(), "programs open what stands in mails"

    assert "Välkommen som prenumerant" in client.post(link).text
    reader = Subscriber.objects.get()
    assert (reader.email, reader.interests, reader.basis) == (
        ADDRESS,
        ["school"],
        "Samtycke, genom länken i mejlet",
    )


@pytest.mark.parametrize("language", GuestLanguage.values)
def test_the_way_in_and_out_is_in_the_chosen_language(
    client: Client, here: Municipality, at: Any, language: str
) -> None:
    said = words(language)
    assert words("sv").keys() == said.keys()
    form = client.get(f"/public/{language}/newsletter/subscribe/").text
    assert all(said[one] in form for one in ("subscribe_title", "about_care", "language_label"))

    asked(client, at, language=language)
    link = mailed_link()
    assert said["open_link"] in mail.outbox[0].body
    assert said["confirm_yes"] in client.get(link).text
    own = link_to_own(client.post(link).text)
    mailed = client.get(own)
    assert all(said[one] in mailed.text for one in ("own_title", "basis_consent", "until_stopped", "stop"))
    assert mailed.headers["Content-Language"] == language
    left = client.post(f"{own}leave/").text
    assert f'<html lang="{language}"' in left
    assert said["stopped"].partition("{")[0] in left
    assert said["forgotten"] in client.post(f"{own}erase/").text


def test_a_link_that_is_used_again_brings_nobody_back_who_has_stopped(
    client: Client, here: Municipality, at: Any
) -> None:
    asked(client, at)
    link = mailed_link()
    client.post(link)
    leaving.stop(Subscriber.objects.get())

    assert "Länken har redan använts" in client.post(link).text
    assert Subscriber.objects.get().stopped_at


def test_an_expired_link_says_so_and_subscribes_nobody(client: Client, here: Municipality, at: Any) -> None:
    asked(client, at)
    link = mailed_link()
    grown_old(73)

    page = client.post(link)
    assert "Länken gällde i tre dagar" in page.text
    assert not Subscriber.objects.exists()


def test_what_nobody_confirmed_is_forgotten_within_the_week(client: Client, here: Municipality, at: Any) -> None:
    asked(client, at)
    link = mailed_link()
    grown_old(24 * 8)
    tasks.forget_subscribers.call()

    assert not SignUp.objects.exists()
    assert client.post(link).status_code == 404


@pytest.mark.parametrize("token", ["x", "eyJ:x:y", "WzEsMV0:1:a"])
def test_a_made_up_link_leads_nowhere(client: Client, here: Municipality, token: str) -> None:
    assert client.post(f"/private/confirm/{token}/").status_code == 404
    assert client.get(f"/private/newsletter/{token}/").status_code == 404
    assert client.post(f"/private/newsletter/{token}/leave/").status_code == 404


def test_a_link_of_another_municipality_opens_nothing_here(client: Client, here: Municipality, at: Any) -> None:
    asked(client, at)
    elsewhere = Client(headers={"host": make_municipality("Grannkommun").hosts})

    assert elsewhere.post(mailed_link()).status_code == 404
    assert elsewhere.post(f"/private/newsletter/{leaving.token_of(make_subscriber())}/leave/").status_code == 404


def test_a_form_that_is_sent_twice_is_one_mail(client: Client, here: Municipality, at: Any) -> None:
    sent = opened(client, at)
    for _click in range(2):
        assert client.post(FORM, sent).status_code == 302

    assert subscribing.send_all(timezone.now()) == 1


def test_nobodys_mailbox_can_be_filled_through_the_form(client: Client, here: Municipality, at: Any) -> None:
    for number in range(4):
        client.post(FORM, opened(client, at, interests=["care"] if number % 2 else ["school"]))

    assert subscribing.send_all(timezone.now()) == subscribing.MOST_A_DAY


@pytest.mark.parametrize(
    ("answers", "after"), [({"website": "http://x"}, 30), ({}, 1), ({"shown": "none of ours"}, 30), ({}, 13 * 3600)]
)
def test_a_machine_is_refused_in_kind_words_and_loses_nothing(
    client: Client, here: Municipality, at: Any, answers: dict[str, Any], after: int
) -> None:
    page = client.post(FORM, {**opened(client, at, after=after), **answers})

    assert page.status_code == 422
    assert ADDRESS in page.text
    assert not SignUp.objects.exists()


def test_the_sixth_from_one_place_within_the_hour_waits(client: Client, here: Municipality, at: Any) -> None:
    codes = [client.post(FORM, opened(client, at, email=f"a{n}@example.org")).status_code for n in range(6)]
    assert codes == [302] * 5 + [422]


@pytest.mark.parametrize(
    "email", ["anna@example.org\r\nBcc: alla@example.org", "anna@example.org\n\n", "a@b@c", "<b>@x"]
)
def test_an_address_with_more_in_it_than_an_address_gets_no_mail_to_others(
    client: Client, here: Municipality, at: Any, email: str
) -> None:
    client.post(FORM, opened(client, at, email=email))
    subscribing.send_all(timezone.now())

    assert all(message.to == [ADDRESS] for message in mail.outbox)
    assert all("alla@" not in str(message.message()) for message in mail.outbox)


def test_the_page_tells_nobody_who_subscribes_already_the_mail_tells_its_owner(
    client: Client, here: Municipality, at: Any
) -> None:
    unknown = asked(client, at, email="ny@example.org").text
    make_subscriber(ADDRESS)
    known = asked(client, at).text

    assert known == unknown
    subscribing.send_all(timezone.now())
    assert "Du får det redan" in mail.outbox[-1].body
    assert "/private/confirm/" not in mail.outbox[-1].body


def test_an_address_that_does_not_exist_is_not_tried_for_ever(here: Municipality, postbox: Postbox) -> None:
    postbox.answers[ADDRESS] = NO_SUCH
    subscribing.ask(mark="1", email=ADDRESS, language="sv", interests=[])

    assert [subscribing.send_all(timezone.now()) for _run in range(2)] == [0, 0]
    assert postbox.asked[ADDRESS] == 1


# Leaving


def test_the_mail_programs_own_button_stops_the_newsletters_without_log_in_or_cookie(here: Municipality) -> None:
    reader = make_subscriber(ADDRESS)
    browser = Client(enforce_csrf_checks=True, headers={"host": here.hosts})

    answer = browser.post(leave_path(reader), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    reader.refresh_from_db()
    assert reader.state == Subscriber.State.STOPPED


def leave_path(reader: Subscriber) -> str:
    return f"/private/newsletter/{leaving.token_of(reader)}/leave/"


def test_a_program_that_merely_opens_the_address_stops_nothing_and_a_stop_is_undone(
    client: Client, here: Municipality
) -> None:
    reader = make_subscriber(ADDRESS)
    client.get(leave_path(reader))
    reader.refresh_from_db()
    assert reader.is_reading

    page = client.post(leave_path(reader))
    assert page.headers["Cache-Control"] == "private, no-store"
    undo = re.search(r'action="(/private/newsletter/\S+/come-back/)"', page.text)
    assert undo
    client.post(undo[1])
    reader.refresh_from_db()
    assert reader.is_reading


def test_a_subscriber_changes_the_own_wishes_from_a_mail(client: Client, here: Municipality) -> None:
    reader = make_subscriber(ADDRESS)
    own = f"/private/newsletter/{leaving.token_of(reader)}/"
    assert ADDRESS in client.get(own).text

    client.post(own, {"language": "en", "interests": ["care"]})
    reader.refresh_from_db()
    assert (reader.language, reader.interests) == ("en", ["care"])
    assert client.post(own, {"language": "xx"}).status_code == 422


def test_the_extract_holds_all_that_is_kept(client: Client, here: Municipality) -> None:
    reader = make_subscriber(ADDRESS, name="Anna", interests=["care"])

    told = json.loads(client.get(f"/private/newsletter/{leaving.token_of(reader)}/kept.json").content)

    assert (told["email"], told["name"], told["interests"]) == (ADDRESS, "Anna", ["Vård och omsorg"])
    assert told["basis"]
    assert told["confirmed_at"]


def test_who_is_forgotten_is_gone_and_the_trail_never_held_more_than_a_trace(
    client: Client, here: Municipality
) -> None:
    reader = make_subscriber(ADDRESS, name="Anna Andersson")
    reader.name = "Anna Svensson"
    reader.save()
    address = f"/private/newsletter/{leaving.token_of(reader)}/erase/"
    assert "går inte att ångra" in client.get(address).text
    assert Subscriber.objects.known().exists()

    trail = Entry.objects.filter(kind="outreach.subscriber")
    assert all(word not in str([one.before, one.after, one.label]) for one in trail for word in (ADDRESS, "Anna"))

    client.post(address)

    assert not Subscriber.objects.known().exists()
    assert client.get(address).status_code == 404
    assert not any(getattr(Subscriber.objects.get(), field) for field in ("email", "name", "interests"))
    assert trail.filter(after__has_key="erased_at").count() == 2
    subscribing.ask(mark="2", email=ADDRESS, language="sv", interests=[])
    subscribing.confirm(SignUp.objects.get())
    assert Subscriber.objects.known().get().email == ADDRESS, "who was forgotten may come anew"


def test_who_has_stopped_is_forgotten_after_a_month_and_not_before(here: Municipality) -> None:
    now = timezone.now()
    long_ago, lately = (make_subscriber(stopped_at=now - timedelta(days=days)) for days in (31, 29))

    tasks.forget_subscribers.call()

    assert list(Subscriber.objects.known()) == [lately]
    assert long_ago not in Subscriber.objects.known()


def test_who_works_here_can_stop_but_is_not_forgotten_until_the_last_day(client: Client, coordinator: User) -> None:
    reader = make_subscriber(coordinator.email, user=coordinator, confirmed_at=None)
    leaving.stop(reader)
    QuerySet.update(Subscriber.objects.all(), stopped_at=timezone.now() - timedelta(days=90))

    assert client.get(f"/private/newsletter/{leaving.token_of(reader)}/erase/").status_code == 404
    assert leaving.forget_the_gone() == 0
    coordinator.memberships.get().withdraw()
    assert leaving.forget_the_gone() == 1


def test_what_a_stranger_writes_is_kept_as_the_systems_own(client: Client, coordinator: User, at: Any) -> None:
    """Whoever happens to be logged in at the browser: the trail names nobody for a consent."""
    client.force_login(coordinator)
    asked(client, at)
    client.post(mailed_link())

    assert Entry.objects.get(kind="outreach.subscriber").by is None
    assert scope.current()
