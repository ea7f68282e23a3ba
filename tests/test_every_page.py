"""Walks every URL: each says which permission it needs, and none shows another municipality's rows."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests.chain import Chain, make_chain
from utblick.accounts import api_keys
from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.tenancy import scope

# Every logged-in person may come here: the first page (which tells what to do without a role) and the own account.
WITHOUT_PERMISSION = {"desk:home", "accounts:profile", "accounts:end_session", "accounts:end_visits_to_me"}
WITHOUT_PERMISSION |= {"accounts:written", "accounts:switch"}
ALLAUTH = ("account_", "mfa_", "usersessions_")


def patterns(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, inner)
        elif entry.name:
            yield f"{space}{entry.name}", entry


OURS = [(name, entry) for name, entry in patterns() if not name.startswith(ALLAUTH)]


@pytest.mark.parametrize(("name", "entry"), OURS, ids=[name for name, _ in OURS])
def test_every_page_says_who_may_open_it(name: str, entry: URLPattern) -> None:
    assert name in WITHOUT_PERMISSION or hasattr(entry.callback, "permission"), "wear @may(...) or @open_to_all"


def permission_of(name: str) -> str | None:
    """What the page wears; None where it says that it needs no log-in, "" where all who are logged in may come."""
    found: str | None = getattr(dict(OURS)[name].callback, "permission", "")
    return found


def is_open(name: str) -> bool:
    return permission_of(name) is None


def addresses(chain: Chain) -> Iterator[tuple[str, str]]:
    """Every URL with the keys of the chain's own objects, in every way they fit."""
    for name, entry in OURS:
        for arguments in chain.arguments(name, list(entry.pattern.regex.groupindex)):
            yield name, reverse(name, kwargs=arguments)


def answers(client: Client, chain: Chain, *, without_role: bool = False) -> Iterator[tuple[str, str, Any]]:
    """What every URL answers, asked to show and to do something. A way that it does not have, it has with no other keys either;
    nor does it let in with others who have no role at all: the permission that it wears is asked before any key is looked at."""
    closed = set()
    for name, address in addresses(chain):
        for way in (client.get, client.post):
            if (name, way) not in closed:
                answer = way(address)
                yield name, address, answer
                lacks_role = without_role and answer.status_code == 403 and permission_of(name)
                if lacks_role or answer.status_code == 405:
                    closed.add((name, way))


@pytest.fixture
def chain(municipality: Municipality) -> Chain:
    with scope.acting(municipality):
        return make_chain()


@pytest.fixture
def foreigner(db: None) -> User:
    """A coordinator, and operator, of another municipality."""
    with scope.acting(make_municipality("Grannkommun")):
        return make_user(Role.COORDINATOR)


def words_of(answer: Any) -> str:
    """What an answer tells; Word and Excel files as the texts within them."""
    content = b"" if answer.streaming else answer.content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(part) for part in packed.namelist())
    return content.decode(errors="replace")


def assert_shows_nothing(answer: Any, chain: Chain, name: str) -> None:
    text = words_of(answer)
    for secret in chain.marks:
        assert secret not in text, f"{name} shows {secret}"


def test_no_page_shows_another_municipalitys_rows_at_ones_own_address(chain: Chain, foreigner: User) -> None:
    home = Municipality.objects.get(name="Grannkommun")
    client = Client(headers={"host": home.hosts})
    client.force_login(foreigner)
    for name, address, answer in answers(client, chain):
        assert answer.status_code < 500, address
        assert_shows_nothing(answer, chain, name)


def test_no_page_shows_anything_to_a_stranger_at_the_municipalitys_address(chain: Chain, foreigner: User) -> None:
    client = Client(headers={"host": chain.municipality.hosts})
    client.force_login(foreigner)
    for name, address, answer in answers(client, chain, without_role=True):
        if name.startswith(("site:", "outreach:", "written:")):
            continue  # public by design: what they show is tested in their rooms
        assert_shows_nothing(answer, chain, name)
        kept_out = answer.status_code in {302, 400, 403, 404, 405}
        assert kept_out or name in WITHOUT_PERMISSION or is_open(name), (address, answer.status_code)


def test_without_log_in_every_page_but_the_open_ones_asks_for_it(chain: Chain) -> None:
    client = Client(headers={"host": chain.municipality.hosts})
    for name, address in addresses(chain):
        if is_open(name) or name in {"accounts:switch"}:
            continue
        answer = client.get(address)
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith(reverse(settings.LOGIN_URL)), name


# By its kind, how what is told begins.
BEGINNINGS = {
    "text/html": rb"\s*(<|$)",
    "application/json": rb"\s*[\[{]|null",
    "application/problem+json": rb"\{",
    "application/geo+json": rb"\s*[\[{]",
    "application/ld+json": rb"\s*[\[{]",
    "application/pdf": rb"%PDF-",
    "text/calendar": rb"BEGIN:VCALENDAR",
    "image/svg+xml": rb"\s*<(\?xml|svg)",
    "image/png": rb"\x89PNG",
    "image/jpeg": rb"\xff\xd8",
    "image/webp": rb"RIFF",
    "application/zip": rb"PK",
    "application/rss+xml": rb"\s*<\?xml",
    "application/atom+xml": rb"\s*<\?xml",
    "application/xml": rb"\s*<\?xml",
    "text/xml": rb"\s*<\?xml",
}
OFFICE = "application/vnd.openxmlformats-officedocument."
# Of the rest that is text nothing can be told but that it is text.
PLAIN = {"text/css", "text/javascript", "text/csv", "text/plain", "text/turtle", "text/x-opml", "application/x-gzip"}


def test_every_answer_tells_its_kind_truly_and_how_its_text_is_written(chain: Chain) -> None:
    client = Client(headers={"host": chain.municipality.hosts})
    with scope.acting(chain.municipality):
        client.force_login(make_user(Role.COORDINATOR))
    kinds, shown, wrong = set(), set(), set()
    for name, address in addresses(chain):
        if name in shown:
            continue
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        if not content:
            continue
        kind, _, told = answer.headers["Content-Type"].partition(";")
        kinds.add(kind)
        if answer.status_code in {200, 403, 405} and kind == "text/html":
            shown.add(name)  # It answers so about anything else too; a file may be of another kind.
        is_text = kind.startswith("text/") or kind.endswith("xml")
        if is_text and told.strip().replace('"', "") != "charset=utf-8":
            wrong.add(f"{name}: {kind} without charset")
        beginning = rb"PK" if kind.startswith(OFFICE) else BEGINNINGS.get(kind, rb"$^")
        if kind not in PLAIN and not re.match(beginning, content):
            wrong.add(f"{name}: {kind} begins {content[:40]!r}")
    assert wrong == set()
    assert {"text/html", "application/json", "text/calendar"} <= kinds


def keyed(owner: User, *hosts: str) -> list[Client]:
    """Another program at each of the hosts, with a key that opens all that its owner may see."""
    day = timezone.localdate() + timedelta(days=1)
    _key, secret = api_keys.make(owner, name="Diariet", scopes=list(api_keys.SCOPES), expires_on=day)
    return [Client(headers={"host": host, "authorization": f"Bearer {secret}"}) for host in hosts]


def test_no_api_route_shows_another_municipalitys_rows_to_any_key(chain: Chain, foreigner: User) -> None:
    home = Municipality.objects.get(name="Grannkommun")
    with scope.acting(home):
        programs = keyed(foreigner, home.hosts, chain.municipality.hosts)
    routes = [address for name, address in addresses(chain) if name.startswith("api:")]
    assert routes
    for address in routes:
        for answer in (program.get(address) for program in programs):
            assert answer.status_code in {200, 401, 404}, address
            assert_shows_nothing(answer, chain, address)


def test_the_walk_would_notice_a_leak(chain: Chain) -> None:
    """The same walk as a coordinator of the municipality itself finds the marks: the test can fail."""
    with scope.acting(chain.municipality):
        owner = make_user(Role.COORDINATOR)
    client = Client(headers={"host": chain.municipality.hosts})
    client.force_login(owner)
    unseen = set(chain.marks)
    # A list first, or what names nothing: most marks stand there, and the walk is done when it has seen all.
    for _name, address in sorted(addresses(chain), key=lambda one: sum(sign.isdigit() for sign in one[1])):
        text = words_of(client.get(address))
        unseen = {mark for mark in unseen if mark not in text}
        if not unseen:
            break
    assert unseen == set()
    with scope.acting(chain.municipality):
        (program,) = keyed(owner, chain.municipality.hosts)
    told = " ".join(words_of(program.get(address)) for name, address in addresses(chain) if name.startswith("api:"))
    assert len([mark for mark in chain.marks if mark in told]) >= 4
