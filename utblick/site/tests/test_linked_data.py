"""What pages tell machines holds to the vocabulary of schema.org: each type and property is there, belongs together, and has a
value of a kind that it takes (tests/vendor/schemaorg).
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.establishment.tests.make import make_picture, make_vacant_site
from utblick.site.written.models import (
    ActivityPage,
    CompanyPage,
    EventPage,
    FactsPage,
    PlacePage,
    SectionPage,
    StayPage,
    TextPage,
)
from utblick.site.written.opening import open_site
from utblick.site.written.tests.make import make_page, section

VOCABULARY = Path(__file__).parents[3] / "tests" / "vendor" / "schemaorg" / "schemaorg-30.0.json"
WHERE = {"street": "Storgatan 1", "latitude": 63.8, "longitude": 15.5}
WEB = "https://example.org/"
FULL: list[tuple[type[Any], dict[str, Any]]] = [
    (TextPage, {}),
    (PlacePage, {**WHERE, "opening": "Alltid", "getting_there": "Väg 45", "website": WEB}),
    (ActivityPage, {**WHERE, "season": "Vinter", "suits": "Barn", "duration": "2 tim", "organiser": "Klubben", "website": WEB}),
    *((StayPage, {**WHERE, "kind": kind, "beds": 4, "telephone": "0670-1", "website": WEB}) for kind in StayPage.Kind),
    (
        EventPage,
        {**WHERE, "starts_at": timezone.now(), "ends_at": timezone.now(), "venue": "Torget", "organiser": "Byalaget",
         "price": "100 kr", "website": WEB},
    ),
    (FactsPage, {"as_of": timezone.localdate(), "source": "SCB"}),
    (CompanyPage, {"company": "Ost AB", "makes": "Ost", "founded": 1998, "employees": 12, "markets": "DE", "website": WEB}),
]  # fmt: skip


@cache
def vocabulary() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(VOCABULARY.read_text())
    return found


def above(name: str) -> set[str]:
    """The type and all that it is a kind of."""
    return {name}.union(*(above(one) for one in vocabulary()["types"].get(name, [])))


def faults(node: dict[str, Any], at: str = "") -> Iterator[str]:
    kind = node.get("@type", "")
    if kind not in vocabulary()["types"]:
        yield f"{at}: no type {kind!r}"
        return
    for name, value in node.items():
        if not name.startswith("@"):
            for one in value if isinstance(value, list) else [value]:
                yield from of_property(kind, name, one, f"{at}/{kind}.{name}")


def of_property(kind: str, name: str, value: Any, at: str) -> Iterator[str]:
    told = vocabulary()["properties"].get(name)
    if told is None:
        yield f"{at}: no such property"
    elif not above(kind) & set(told["of"]):
        yield f"{at}: belongs to {told['of']}"
    elif isinstance(value, dict):
        if not above(value.get("@type", "")) & set(told["is"]):
            yield f"{at}: takes {told['is']}, not {value.get('@type')}"
        yield from faults(value, at)
    elif not any(fits(value, one) for one in told["is"]):
        yield f"{at}: takes {told['is']}, not {value!r}"


def fits(value: Any, kind: str) -> bool:
    if kind in ("Text", "Role", "PronounceableText"):
        return isinstance(value, str) and bool(value)
    if kind in ("Number", "Integer", "Float"):
        return not isinstance(value, bool) and (
            isinstance(value, (int, float)) or bool(re.fullmatch(r"-?\d+(\.\d+)?", value))
        )
    if kind == "Boolean":
        return isinstance(value, bool)
    if kind == "URL":
        return bool(urlsplit(value).scheme in ("http", "https") and urlsplit(value).netloc)
    if kind in ("Date", "DateTime"):
        return is_day(value, date if kind == "Date" else datetime)
    member = str(value).removeprefix("https://schema.org/")
    # An enumeration may have its members elsewhere: goodrelations' business functions are some.
    return kind in vocabulary()["members"].get(member, []) or str(value).startswith("http://purl.org/goodrelations/v1#")


def is_day(value: str, kind: type[date]) -> bool:
    """As ISO 8601 writes it, where a year alone is one too."""
    if kind is date and re.fullmatch(r"\d{4}", value):
        return True
    try:
        return bool(kind.fromisoformat(value))
    except ValueError:
        return False


def told_on(page: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
        whole = json.loads(text)
        assert whole["@context"] == "https://schema.org"
        found += whole.get("@graph", [{key: value for key, value in whole.items() if key != "@context"}])
    return found


@pytest.mark.django_db
def test_every_kind_of_page_keeps_to_the_vocabulary(client: Client, here: Municipality) -> None:
    site = make_vacant_site(
        price=Decimal(45), terms="rent_m2", latitude=64.1, longitude=16.2, available_from=date(2027, 1, 1), power=4
    )
    make_picture(site)
    pages = [make_page(of=kind, **facts) for kind, facts in FULL]
    addresses = [page.get_url() for page in [*pages, open_site(), section()]]
    for address in [*addresses, f"/public/de/sites/{site.pk}/"]:
        told = told_on(client.get(address).text)
        assert told, address
        assert [fault for node in told for fault in faults(node)] == [], address


def test_no_kind_of_page_is_left_out() -> None:
    kinds = {model for model in TextPage.__mro__[1].__subclasses__() if model.__name__ != "StartPage"}
    assert kinds == {kind for kind, _facts in FULL} | {SectionPage}


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Attraction"},
        {"@type": "Place", "nome": "x"},
        {"@type": "Place", "startDate": "2026-01-01"},
        {"@type": "Event", "startDate": "i morgon"},
        {"@type": "Event", "location": {"@type": "GeoCoordinates"}},
        {"@type": "Offer", "availability": "https://schema.org/Gone"},
    ],
)
def test_the_check_would_notice_a_fault(wrong: dict[str, Any]) -> None:
    assert list(faults(wrong))
