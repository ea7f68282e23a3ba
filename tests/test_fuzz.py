"""Whatever is written into an address: never an error of the server.

The lines are those that broke something somewhere, of each kind one or two; the whole lists are walked by hand.
"""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.chain import Chain, make_chain
from tests.test_every_page import addresses
from utblick.accounts.models import Municipality, Role
from utblick.accounts.tests.make import make_user
from utblick.tenancy import scope

# Every parameter that some page reads from its address.
PARAMETERS = [
    *("page", "sort", "q", "kind", "state", "profile", "goal", "form", "unit", "year", "status", "country"),
    *("text", "programme", "initiative"),
    *("agreement", "before", "item", "besides", "name", "description", "next", "municipality", "opens", "deadline"),
]
HUGE = str(2**63)
LINES = [
    *(
        "-1",
        "0",
        HUGE,
        "9" * 30,
        "9" * 4400,
        "1e99",
        "NaN",
        "\u0661\u0662",
        "\u00b2",
        "\u00bd",
        "2026-02-30",
        "0000-00-00",
    ),
    *("a\x00b", "\x00", "\udc80", "\u202etxt", "\U0001f30d\ufe0f", "\ufeff", "e\u0301", "ﷺ" * 40, "x" * 10_000),
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
# These end what they are asked with, or lead elsewhere by design.
LEFT_OUT = {"accounts:switch", "set_language", "followup:download", "site:document"}
READS_MUCH = {
    "list",
    "inbox",
    "search",
    "home",
    "everything",
    "likeness",
    "start",
    "sources",
    "initiatives",
    "members",
    "find",
}


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


def asked(line: str) -> dict[str, str]:
    """Every parameter at once, as a browser would send it: a lone surrogate is not to be encoded."""
    sent = line.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return dict.fromkeys(PARAMETERS, sent)


def test_no_parameter_of_an_address_breaks_a_list(chain: Chain, visitor: Client) -> None:
    pages = [address for name, address in one_of_each(chain) if name.split(":")[-1] in READS_MUCH]
    assert len(pages) > 8
    broken = [
        (page, line[:40]) for page in pages for line in LINES if visitor.get(page, asked(line)).status_code >= 500
    ]
    assert broken == []


def test_no_parameter_of_an_address_breaks_any_page(chain: Chain, visitor: Client) -> None:
    some = [HUGE, "9" * 4400, "a\x00b", "2026-02-30"]
    pages = [address for _name, address in one_of_each(chain)]
    broken = [(page, line[:40]) for page in pages for line in some if visitor.get(page, asked(line)).status_code >= 500]
    assert broken == []
