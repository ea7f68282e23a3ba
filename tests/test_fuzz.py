"""Whatever is written into an address: never an error of the server.

The lines are those that broke something somewhere, of each kind one or two; the whole lists are walked by hand. What a page takes
from its address is not listed here: the page is seen reading it, and what reads nothing needs to be asked once only.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any, ClassVar

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from tests.chain import Chain, make_chain
from tests.test_every_page import addresses
from utblick.accounts.models import Municipality, Role
from utblick.accounts.tests.make import make_user
from utblick.tenancy import scope

HUGE = str(2**63)
LINES = [
    *("-1", "0", "9" * 30, "1e99", "NaN", "\u0661\u0662", "\u00b2", "\u00bd", "0000-00-00"),
    *("\x00", "\udc80", "\u202etxt", "\U0001f30d\ufe0f", "\ufeff", "e\u0301", "ﷺ" * 40, "x" * 10_000),
    *(
        "'",
        '"',
        '"""',
        "\\",
        "%",
        "%s%n",
        "_",
        "*",
        "a*",
        "(",
        ")",
        "()",
        "a AND",
        "AND OR NOT *",
        "NEAR(a b)",
        "a:*",
        "a & | !b",
    ),
    *(
        "-",
        "- -",
        "a -b",
        "^a",
        "{a}: b",
        "col:x",
        "<->",
        ":",
        "' OR 1=1 --",
        "; DROP TABLE search_row; --",
        "&&",
        "a\\",
    ),
    *("__class__", "-__class__", "pk__gt", "{{ 7*7 }}", "{% now %}", "../../etc/passwd", "file:///etc/passwd"),
    *("<script>alert(1)</script>", "javascript:alert(1)", "//evil.example", "http://[::1", "\r\nSet-Cookie: a=b"),
]
QUARTERS = 4
WORST = [HUGE, "9" * 4400, "a\x00b", "2026-02-30"]
# What a page is asked with at first.
READ_BY_MANY = {"q", "page", "sort", "kind", "state", "name", "next"}
# Its own pages are asked with no more than that: what they make of what they alone read is not ours to mend.
WAGTAIL = ("wagtail", "forwardings:")
# These end what they are asked with, or lead elsewhere by design.
LEFT_OUT = {"accounts:switch", "set_language", "followup:download", "site:document"}


@pytest.fixture
def chain(municipality: Municipality) -> Chain:
    with scope.acting(municipality):
        return make_chain()


@pytest.fixture
def visitor(chain: Chain) -> Client:
    """A coordinator of the chain's municipality, whose browser shows errors as pages."""
    with scope.acting(chain.municipality):
        user = make_user(Role.COORDINATOR)
    client = Client(headers={"host": chain.municipality.hosts}, raise_request_exception=False)
    client.force_login(user)
    return client


def one_of_each(chain: Chain) -> Iterator[tuple[str, str]]:
    """Every URL once, with an object that it answers about."""
    met = set()
    for name, address in addresses(chain):
        if name not in met and name not in LEFT_OUT:
            met.add(name)
            yield name, address


class Read(QueryDict):
    """What an address asks, which counts what is read of it."""

    counts: ClassVar[Counter[str]] = Counter()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counts.clear()

    def __getitem__(self, key: str) -> Any:
        self.counts[key] += 1
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.counts[str(key)] += 1
        return super().__contains__(key)

    def getlist(self, key: str, default: Any = None) -> list[Any]:
        self.counts[key] += 1
        return super().getlist(key, default)


@dataclass
class Asker:
    """Asks pages with lines in their addresses. What a page reads of its address, it tells by reading it."""

    visitor: Client
    hands: Iterator[list[str]] = field(default_factory=lambda: cycle([LINES[n::QUARTERS] for n in range(QUARTERS)]))
    shell: Counter[str] = field(default_factory=Counter)
    """What is read for what stands around each page: the search box."""

    def __post_init__(self) -> None:
        self.shell = self._ask(reverse("accounts:profile"), "", set())[1]

    def broken(self, name: str, page: str) -> Iterator[tuple[str, str]]:
        """What broke the page: the worst lines are tried first, and the others where it takes words to search for.

        A page that reads nothing of its own answers the same whatever stands there, and is asked once. All pages search in the
        same way: the search itself is asked for each line, and of the others one in four.
        """
        names = set(READ_BY_MANY)
        lines = LINES if name == "desk:search" else next(self.hands)
        for line in (*WORST, *lines):
            status, own = self._ask(page, line, names)
            while not own.keys() <= names and not name.startswith(WAGTAIL):
                names |= own.keys()
                status, own = self._ask(page, line, names)
            if status >= 500:
                yield page, line[:40]
            if not own or (line == WORST[-1] and ("q" not in own or name.startswith(WAGTAIL))):
                break

    def _ask(self, page: str, line: str, names: set[str]) -> tuple[int, Counter[str]]:
        # As a browser would send it: a lone surrogate is not to be encoded.
        sent = line.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        Read.counts.clear()
        status = self.visitor.get(page, dict.fromkeys(names, sent)).status_code
        return status, Read.counts - self.shell


def test_no_parameter_of_an_address_breaks_a_page(
    chain: Chain, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.core.handlers.wsgi.QueryDict", Read)
    asker = Asker(visitor)
    assert [found for name, page in one_of_each(chain) for found in asker.broken(name, page)] == []
