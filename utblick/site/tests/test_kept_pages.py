"""A public page is drawn once and kept until something changes; it depends on nobody's log-in and sets no cookie."""

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_municipality
from utblick.site.tests.make import Shown, make_published_report
from utblick.tenancy import scope

NAMES = [
    "site:front",
    "site:goals",
    "site:initiatives",
    "site:partners",
    "site:results",
    "site:vacant_sites",
    "outreach:feed",
    "outreach:calendar",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_at_most_nine_questions_and_once_kept_one(
    client: Client, shown: Shown, hidden: None, name: str
) -> None:
    address = reverse(name, args=["sv"])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    assert 1 < len(asked) <= 9

    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) == 1


def test_the_pages_of_one_thing_ask_at_most_nine_questions(client: Client, shown: Shown, coordinator: User) -> None:
    report = make_published_report(coordinator)
    for name, pk in [("site:initiative", shown.initiative.pk), ("site:report", report.pk)]:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name, args=["sv", pk])).status_code == 200
        assert len(asked) <= 9, name


@pytest.mark.parametrize("name", ["site:home", *NAMES])
def test_no_cookie_is_set(client: Client, shown: Shown, name: str) -> None:
    answer = client.get(reverse(name, args=[] if name == "site:home" else ["sv"]))

    assert not answer.cookies
    if name != "site:home":
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert "csrf" not in answer.text


def test_who_has_the_page_already_gets_no_body(client: Client, shown: Shown) -> None:
    address = reverse("site:front", args=["sv"])
    known = client.get(address).headers["ETag"]

    again = client.get(address, headers={"If-None-Match": known})
    assert (again.status_code, again.content) == (304, b"")

    shown.initiative.title = "Ungas nya möten"
    shown.initiative.save()
    changed = client.get(address, headers={"If-None-Match": known})
    assert changed.status_code == 200
    assert "Ungas nya möten" in changed.text


def test_what_is_withdrawn_is_gone_at_once(client: Client, shown: Shown) -> None:
    address = reverse("outreach:feed", args=["sv"])
    assert "Två klasser skriver brev." in client.get(address).text
    shown.result.withdraw()
    assert "Två klasser skriver brev." not in client.get(address).text


def test_who_takes_no_packed_page_gets_it_unpacked(client: Client, shown: Shown) -> None:
    address = reverse("site:front", args=["sv"])
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(address)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert (gzip.decompress(packed.content), len(packed.content) < 10_000) == (plain.content, True)
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_what_programs_hang_on_an_address_makes_no_page_of_its_own(client: Client, shown: Shown) -> None:
    address = reverse("site:front", args=["sv"])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{address}?utm_source=brev&fbclid=1")
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{address}?annat=1")
    assert len(asked) > 1


def test_a_kept_page_has_every_header_of_one_just_drawn(client: Client, shown: Shown) -> None:
    address = reverse("site:front", args=["sv"])
    first, again = client.get(address), client.get(address)
    # Each answer has a reference of its own.
    references = [answer.headers.pop("X-Request-ID") for answer in (first, again)]
    assert dict(first.headers) == dict(again.headers)
    assert len(set(references)) == 2
    assert {"Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "X-Content-Type-Options"} <= set(
        again.headers
    )


def test_a_page_of_one_municipality_is_never_anothers(client: Client, shown: Shown) -> None:
    address = reverse("site:front", args=["sv"])
    assert "Lierne kommune" in client.get(address).text
    neighbour = Client(headers={"host": make_municipality("Grannkommun").hosts})
    assert "Lierne kommune" not in neighbour.get(address).text


def test_who_works_here_sees_the_change_without_waiting(client: Client, shown: Shown, coordinator: User) -> None:
    client.force_login(coordinator)

    assert "max-age=0" in client.get(reverse("site:front", args=["sv"])).headers["Cache-Control"]


def test_a_page_loads_nothing_from_others(client: Client, shown: Shown) -> None:
    text = client.get(reverse("site:front", args=["sv"])).text
    host = scope.municipality().hosts
    loaded = [part.split('"')[0] for part in text.split('src="')[1:]]
    loaded += [part.split('href="')[1].split('"')[0] for part in text.split("<link ")[1:]]

    assert loaded
    assert [one for one in loaded if "//" in one and not one.startswith(f"http://{host}/")] == []


def test_a_page_is_small(client: Client, shown: Shown, hidden: None) -> None:
    assert len(client.get(reverse("site:front", args=["sv"])).content) < 30_000


def test_a_page_that_cannot_be_written_to_says_so(client: Client, shown: Shown) -> None:
    assert client.post(reverse("site:front", args=["sv"])).status_code == 405
