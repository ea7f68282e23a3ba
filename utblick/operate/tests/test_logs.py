import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.db import IntegrityError
from django.test import Client, override_settings

from utblick.accounts.models import Municipality, User
from utblick.operate.logs import Json, Line
from utblick.operate.seen import HEADER

FORGED = "\n2026-01-01 00:00:00 INFO utblick all is well\r\x1b[2K\x85\u2028\u202e"


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """What the log says of requests and faults, as a system that keeps logs gets it."""
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Json())
    root = logging.getLogger()
    root.addHandler(handler)
    with override_settings(TELL_REQUESTS_TO=["utblick.operate.logs.tell"]):
        yield out
    root.removeHandler(handler)


def line_of_request(lines: StringIO) -> dict[str, object]:
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    return next(one for one in told if one["logger"] == "utblick.request")  # type: ignore[no-any-return]


def at_home(municipality: Municipality, **kwargs: object) -> Client:
    return Client(headers={"host": municipality.hosts.split()[0]}, **kwargs)


def test_a_request_is_one_line_without_names_or_what_was_asked(
    lines: StringIO, municipality: Municipality, coordinator: User
) -> None:
    client = at_home(municipality)
    client.force_login(coordinator)
    answer = client.get("/?q=hemlig-fr%C3%A5ga", REMOTE_ADDR="192.0.2.7")
    told = line_of_request(lines)
    assert told["request"] == answer.headers[HEADER]
    facts = {name: told[name] for name in ("logger", "method", "route", "status", "municipality", "user")}
    assert facts == {
        "logger": "utblick.request",
        "method": "GET",
        "route": answer.resolver_match.view_name,
        "status": answer.status_code,
        "municipality": municipality.pk,
        "user": coordinator.pk,
    }
    assert 0 < told["ms"] < 60_000  # type: ignore[operator]
    for told_nowhere in ("hemlig", coordinator.email, coordinator.name, "192.0.2.7", municipality.name):
        assert told_nowhere not in lines.getvalue()


def test_the_address_is_told_only_where_it_is_asked_for_and_as_our_own_proxy_says(
    lines: StringIO, municipality: Municipality
) -> None:
    with override_settings(LOG_IP=True, ALLAUTH_TRUSTED_PROXY_COUNT=1):
        at_home(municipality).get("/log-in/login/", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.7"})
    assert line_of_request(lines)["ip"] == "192.0.2.7"


@pytest.mark.parametrize("given", ["a" * 32, "0b7a5e1c-8f3d-4a51-9d52-6a7e2f0c1d3b"])
def test_the_id_that_the_proxy_gave_goes_all_the_way(given: str, client: Client) -> None:
    assert client.get("/static/ui/logo.svg", headers={HEADER: given}).headers[HEADER] == given


@pytest.mark.parametrize("given", ["", "abc", 'aaaaaaaa"}\n{"forged":1', "a" * 200, "ÅÄÖÅÄÖÅÄÖ"])
def test_an_id_that_is_none_is_replaced(given: str, client: Client) -> None:
    assert client.get("/static/ui/logo.svg", headers={HEADER: given}).headers[HEADER] != given


def test_who_meets_a_fault_can_say_which_and_the_log_tells_where_but_not_whose(
    lines: StringIO, municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise IntegrityError("Key (email)=(karin@example.se) already exists.")

    monkeypatch.setattr("utblick.accounts.login_forms.LogIn.__init__", fails)
    answer = at_home(municipality, raise_request_exception=False).get("/log-in/login/?n=karin@example.se")
    assert answer.status_code == 500
    assert answer.headers[HEADER] in answer.text
    fault = next(one for line in lines.getvalue().splitlines() if "errors" in (one := json.loads(line)))
    assert fault["request"] == answer.headers[HEADER]
    assert fault["errors"][0]["class"] == "django.db.utils.IntegrityError"
    assert fault["errors"][0]["at"][-1].endswith(" fails")
    assert "karin" not in lines.getvalue()


@pytest.mark.parametrize("path", ["/finns%0Ainte%0D%1B[2K/", "/log-in/login/?q=%E2%80%AE%0A"])
def test_no_address_writes_a_line_of_its_own(lines: StringIO, municipality: Municipality, path: str) -> None:
    at_home(municipality).get(path)
    text = lines.getvalue()
    assert all(json.loads(line)["logger"] for line in text.splitlines())
    assert text.isascii()


def test_a_line_for_a_person_stays_one_line() -> None:
    record = logging.makeLogRecord({"msg": "Källan %s", "args": (FORGED,), "levelname": "INFO", "name": "utblick"})
    told = Line("{levelname} {name} {message}", style="{").format(record)
    assert len(told.splitlines()) == 1
    assert told.startswith("INFO utblick Källan \\n2026")
    assert "\x1b" not in told


def test_the_message_of_an_error_is_set_in_and_cannot_pass_for_a_line() -> None:
    try:
        raise ValueError(FORGED)
    except ValueError as error:
        record = logging.makeLogRecord({"msg": "failed", "exc_info": (ValueError, error, error.__traceback__)})
    first, *rest = Line("{message}", style="{").format(record).splitlines()
    assert first == "failed"
    assert all(line.startswith("    ") or not line for line in rest)
    assert "\x1b" not in "".join(rest)


def test_what_libraries_put_into_their_words_stays_out() -> None:
    record = logging.makeLogRecord({"name": "allauth", "msg": "Mail to %s failed", "args": ("karin@example.se",)})
    assert json.loads(Json().format(record))["message"] == "Mail to %s failed"
