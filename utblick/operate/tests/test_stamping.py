"""The anchors are stamped by a time-stamping service, and a stamp that is not theirs is told."""

import ipaddress
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client

from utblick.accounts.models import Municipality
from utblick.accounts.tests.make import make_user
from utblick.initiatives.tests.make import make_initiative
from utblick.journal import sealing, stamps
from utblick.journal.models import TrailCheck
from utblick.journal.tasks import check_and_anchor
from utblick.journal.verifying import Wrong, verify
from utblick.operate.stamping import stamp_anchors
from utblick.operate.tests.timestamping import make_authority, openssl, served

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authority") / "own"
    make_authority(folder)
    return folder


@pytest.fixture(autouse=True)
def place(settings: LazySettings, tmp_path: Path, authority: Path, here: Municipality) -> Path:
    """An anchored trail, and nobody who answers."""
    settings.ANCHORS, settings.TIMESTAMP_CA = tmp_path / "anchors.txt", authority / "root.pem"
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    settings.FETCH_ALLOW = [ipaddress.ip_network("127.0.0.0/8")]
    anchored()
    return tmp_path


def anchored() -> None:
    make_initiative()
    sealing.seal()
    sealing.anchor()


def stamped(settings: Any, authority: Path) -> int:
    with served(authority) as settings.TIMESTAMP_URL:
        return stamp_anchors(settings.TIMESTAMP_CA)


def test_an_anchor_is_stamped_once_and_the_command_tells_when(settings: LazySettings, authority: Path) -> None:
    assert stamped(settings, authority) == 1
    assert stamped(settings, authority) == 0
    found = verify(settings.ANCHORS)
    assert (found.stamps, found.faults) == (1, 0)
    assert found.stamped_at is not None
    assert abs(datetime.now(UTC) - found.stamped_at) < timedelta(minutes=1)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert f"1 time stamps by {settings.TIMESTAMP_CA}, the newest of {found.stamped_at:%Y-%m-%d}" in out.getvalue()


def test_a_service_that_is_away_hinders_no_anchor_and_is_asked_again(settings: LazySettings, authority: Path) -> None:
    assert stamp_anchors(authority / "root.pem") == 0
    anchored()
    assert verify(settings.ANCHORS).anchors == 2
    assert stamped(settings, authority) == 2
    assert verify(settings.ANCHORS).stamps == 2


def test_openssl_alone_can_look_at_a_stamp(settings: LazySettings, authority: Path, place: Path) -> None:
    stamped(settings, authority)
    (one,) = stamps.stamps(settings.ANCHORS)
    (place / "line").write_text(one.line)
    (place / "reply").write_bytes(one.answer)
    told = openssl("ts", "-verify", "-data", place / "line", "-in", place / "reply", "-CAfile", authority / "root.pem")
    assert told == b"Verification: OK\n"


def test_the_stamp_of_another_line_or_of_a_line_that_was_written_anew_is_told(
    settings: LazySettings, authority: Path
) -> None:
    anchored()
    stamped(settings, authority)
    file = stamps.file_beside(settings.ANCHORS)
    first, second = file.read_text().splitlines()
    exchanged = f"{second.rpartition(' ')[0]} {first.rpartition(' ')[2]}"
    file.write_text(f"{first}\n{exchanged}\nvad som helst\n")
    assert dict(verify(settings.ANCHORS).keys) == {Wrong.STAMP: [2, 0]}
    file.write_text(f"{first}\n{second}\n")
    settings.ANCHORS.write_text(settings.ANCHORS.read_text().replace("202", "201", 1))
    assert dict(verify(settings.ANCHORS).keys) == {Wrong.STAMP: [1]}
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_audit", stdout=StringIO())


def test_a_stamp_by_nobody_who_is_trusted_is_not_taken_and_one_that_lies_there_is_told(
    settings: Any, authority: Path, place: Path
) -> None:
    stranger = make_authority(place / "stranger", name="Okänd rot")
    assert stamped(settings, place / "stranger") == 0
    stamped(settings, authority)
    settings.TIMESTAMP_CA = stranger
    assert dict(verify(settings.ANCHORS).keys) == {Wrong.STAMP: [1]}


def test_an_answer_that_is_cut_off_or_spoilt_is_no_stamp_and_stops_nothing(
    settings: LazySettings, authority: Path
) -> None:
    stamped(settings, authority)
    (one,), by = stamps.stamps(settings.ANCHORS), stamps.trusted(authority / "root.pem")
    for at in range(0, len(one.answer), 11):
        turned = one.answer[:at] + bytes([one.answer[at] ^ 0x15]) + one.answer[at + 1 :]
        for spoilt in (one.answer[:at], turned):
            with suppress(stamps.BadStamp):
                assert stamps.time_of(stamps.Stamp(one.line, spoilt), by) == stamps.time_of(one, by)


def test_the_nightly_check_counts_the_stamps_and_the_page_shows_how_many(
    client: Client, settings: LazySettings, authority: Path
) -> None:
    stamped(settings, authority)
    check_and_anchor.func()
    assert TrailCheck.objects.get().stamps == 1
    operator = make_user()
    operator.is_operator = True
    operator.save()
    client.force_login(operator)
    assert 'data-label="Tidsstämplar">1<' in client.get("/operate/trail/").text
