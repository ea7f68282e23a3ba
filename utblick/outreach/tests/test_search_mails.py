"""What is new in saved searches, by mail: to whom, once, and how it is stopped."""

import re
from datetime import UTC, datetime, timedelta
from email.policy import SMTP
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client

from utblick.accounts.models import Membership, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.journal.models import Entry
from utblick.outreach import search_mails
from utblick.outreach.models import SearchMail
from utblick.tenancy import scope
from utblick.watch.models import SavedSearch
from utblick.watch.tests.make import make_item, make_search

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 24, 5, 20, tzinfo=UTC)
A_DAY = timedelta(days=1)


@pytest.fixture
def search(coordinator: User) -> SavedSearch:
    return asked_for(coordinator, name="Skola och lärande")


def asked_for(owner: User, **facts: Any) -> SavedSearch:
    asked = {"place": "all", "rhythm": "daily", "news_since": TUESDAY - 7 * A_DAY}
    return make_search(owner, **{**asked, **facts})


def arrives(title: str, *, at: datetime = TUESDAY - timedelta(hours=2)) -> None:
    make_item(title, found_at=at)


def bodies() -> list[str]:
    return [str(message.body) for message in mail.outbox]


class Killed(BaseException):
    """As a kill: nothing of ours catches it."""


def send_and_be_stopped_by(error: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def send(self: Any) -> int:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", send)
        with pytest.raises(error):
            search_mails.send_all(TUESDAY)


def test_what_is_new_is_mailed_in_the_readers_language_with_links(search: SavedSearch) -> None:
    arrives("Timber bridges")

    assert search_mails.send_all(TUESDAY) == 1

    [message] = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    assert (message.to, message.subject) == ([search.owner.email], "Utblick: 1 ny i ”Skola och lärande”")
    host = scope.municipality().hosts
    assert "Timber bridges" in message.body
    assert f"https://{host}/watch/items/" in message.body
    assert "Timber bridges" in str(message.alternatives[0][0])


def test_each_thing_is_told_once_however_often_the_job_runs(search: SavedSearch) -> None:
    arrives("Timber bridges")
    days = [TUESDAY, TUESDAY, TUESDAY + timedelta(hours=1), TUESDAY + A_DAY]

    assert [search_mails.send_all(day) for day in days] == [1, 0, 0, 0]

    arrives("Wooden houses", at=TUESDAY + timedelta(hours=5))
    assert search_mails.send_all(TUESDAY + 2 * A_DAY) == 1
    assert "Timber bridges" not in bodies()[-1]


def test_several_searches_are_one_mail(search: SavedSearch) -> None:
    asked_for(search.owner, name="Allt annat")
    arrives("Timber bridges")

    assert search_mails.send_all(TUESDAY) == 1
    assert mail.outbox[0].subject == "Utblick: 2 nya i dina sparade sökningar"
    assert "Allt annat (1)" in bodies()[0]


def test_nothing_new_is_no_mail(search: SavedSearch) -> None:
    arrives("Old", at=TUESDAY - 8 * A_DAY)

    assert search_mails.send_all(TUESDAY) == 0


def test_a_weekly_search_is_told_in_the_first_mail_of_the_week(search: SavedSearch) -> None:
    search.rhythm = "weekly"
    search.save()
    monday = TUESDAY - A_DAY
    arrives("In time", at=monday - timedelta(hours=2))
    assert search_mails.send_all(monday) == 1

    arrives("On Monday afternoon", at=monday + timedelta(hours=8))
    assert [search_mails.send_all(monday + n * A_DAY) for n in range(1, 5)] == [0, 0, 0, 0]
    assert search_mails.send_all(monday + 7 * A_DAY) == 1


def test_a_week_whose_monday_was_missed_is_told_the_day_after(search: SavedSearch) -> None:
    search.rhythm = "weekly"
    search.save()
    arrives("In time")

    assert search_mails.send_all(TUESDAY) == 1


def test_a_worker_that_is_killed_at_the_mail_server_leaves_just_that_mail_to_the_next(
    search: SavedSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrives("Timber bridges")
    send_and_be_stopped_by(Killed, monkeypatch)

    assert search_mails.send_all(TUESDAY + timedelta(minutes=5)) == 0, "the other worker may still be at it"
    assert search_mails.send_all(TUESDAY + timedelta(minutes=20)) == 1
    assert search_mails.send_all(TUESDAY + timedelta(minutes=60)) == 0


def test_a_mail_left_yesterday_comes_today_beside_todays(search: SavedSearch, monkeypatch: pytest.MonkeyPatch) -> None:
    arrives("Timber bridges")
    send_and_be_stopped_by(Killed, monkeypatch)
    arrives("Wooden houses", at=TUESDAY + timedelta(hours=5))

    search_mails.send_all(TUESDAY + A_DAY)

    assert ["Timber bridges" in body for body in bodies()] == [True, False]
    assert ["Wooden houses" in body for body in bodies()] == [False, True]


def test_a_mail_that_goes_out_again_is_known_as_the_same(search: SavedSearch, monkeypatch: pytest.MonkeyPatch) -> None:
    arrives("Timber bridges")
    names: list[str] = []

    def sent_and_killed(self: EmailMultiAlternatives) -> int:
        names.append(self.extra_headers["Message-ID"])
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(EmailMultiAlternatives, "send", sent_and_killed)
        for after in (0, 20):
            with pytest.raises(Killed):
                search_mails.send_all(TUESDAY + timedelta(minutes=after))

    assert len(names) == 2
    assert len(set(names)) == 1


def test_what_the_mail_server_refused_is_tried_again(search: SavedSearch, monkeypatch: pytest.MonkeyPatch) -> None:
    arrives("Timber bridges")
    send_and_be_stopped_by(SMTPServerDisconnected, monkeypatch)

    assert search_mails.send_all(TUESDAY) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_told_is_written_before_the_mail_is_sent(search: SavedSearch, monkeypatch: pytest.MonkeyPatch) -> None:
    arrives("Timber bridges")
    seen: list[tuple[bool, int]] = []

    def send(self: Any) -> int:
        seen.append((connection.in_atomic_block, SearchMail.objects.get().told.count()))
        return 1

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)
    search_mails.send_all(TUESDAY)

    assert seen == [(False, 1)]


def test_who_has_lost_the_role_or_may_not_log_in_gets_none(search: SavedSearch) -> None:
    arrives("Timber bridges")
    gone = asked_for(make_user(Role.OFFICER))
    gone.owner.is_active = False
    gone.owner.save()
    Membership.objects.get(user=search.owner).withdraw()

    assert search_mails.send_all(TUESDAY) == 0


def test_nobody_is_told_of_another_municipalitys_items(search: SavedSearch) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        arrives("of the neighbour")

    assert search_mails.send_all(TUESDAY) == 0


def address_that_stops(message: Any) -> str:
    found: str = re.fullmatch("<https?://[^/]+(/.+)>", message.extra_headers["List-Unsubscribe"])[1]  # type: ignore[index]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return found


def test_the_mail_programs_own_button_stops_the_mails_without_log_in_or_cookie(search: SavedSearch) -> None:
    arrives("Timber bridges")
    search_mails.send_all(TUESDAY)
    browser = Client(enforce_csrf_checks=True, headers={"host": scope.municipality().hosts})

    answer = browser.post(address_that_stops(mail.outbox[0]), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert not SavedSearch.objects.mailed().exists()
    assert Entry.objects.first().by == search.owner  # type: ignore[union-attr]


def test_the_address_that_stops_is_sent_as_it_is(search: SavedSearch) -> None:
    arrives("Timber bridges")
    search_mails.send_all(TUESDAY)

    sent = mail.outbox[0].message(policy=SMTP).as_bytes().decode()

    assert re.search(r"^List-Unsubscribe: <https://\S+/private/stop/\S{60,}/>\r$", sent, re.MULTILINE)


def test_a_program_that_merely_opens_the_address_stops_nothing(search: SavedSearch, client: Client) -> None:
    arrives("Timber bridges")
    search_mails.send_all(TUESDAY)

    assert "Skola och lärande" in client.get(address_that_stops(mail.outbox[0])).text
    assert SavedSearch.objects.mailed().exists()


def test_one_search_can_be_stopped_alone_and_taken_back(search: SavedSearch, client: Client) -> None:
    other = asked_for(search.owner, name="Allt annat", rhythm="weekly")
    arrives("Timber bridges")
    search_mails.send_all(TUESDAY)
    found = re.search(r"”Allt annat”: https?://[^/]+(/\S+)", bodies()[0])
    assert found

    answer = client.post(found[1])

    assert list(SavedSearch.objects.mailed()) == [search]
    again = re.search('name="again" value="([^"]+)"', answer.text)
    assert again
    client.post("/private/start-again/", {"again": again[1]})
    assert {one.pk: one.rhythm for one in SavedSearch.objects.mailed()} == {search.pk: "daily", other.pk: "weekly"}


@pytest.mark.parametrize("token", ["x", "eyJ:x:y"])
def test_a_made_up_address_stops_nothing(search: SavedSearch, client: Client, token: str) -> None:
    assert client.post(f"/private/stop/{token}/").status_code == 404
    assert client.post("/private/start-again/", {"again": token}).status_code == 404


def test_an_address_of_another_municipality_stops_nothing_here(search: SavedSearch) -> None:
    arrives("Timber bridges")
    search_mails.send_all(TUESDAY)
    neighbour = make_municipality("Grannkommun")

    elsewhere = Client(headers={"host": neighbour.hosts})

    assert elsewhere.post(address_that_stops(mail.outbox[0])).status_code == 404
    assert SavedSearch.objects.mailed().exists()
