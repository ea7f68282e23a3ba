import zipfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from utblick.money import rates, reference
from utblick.money.amounts import rounded, spread, total
from utblick.money.rates import BadRates, NoRate, rates_in

TABLE = """Date,USD,SEK,
2026-10-30,1.1,10.978,
2026-10-29,1.1,10.95,
2026-10-28,1.1,N/A,
2026-10-27,1.1,10.9,
1999-01-04,1.2,9.4696,
"""


@pytest.fixture
def own(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    caches["local"].clear()
    return tmp_path


def packed(path: Path, table: str = TABLE) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("eurofxref-hist.csv", table)
    return path


def test_the_rate_of_a_day_is_the_one_that_the_bank_gave() -> None:
    found = reference.rates()
    assert found.at(date(1999, 1, 4)).per_euro == Decimal("9.4696")
    assert found.last >= date(2026, 10, 30)


def test_a_sunday_has_the_rate_of_the_friday_before_and_says_so() -> None:
    found = rates_in(TABLE, "SEK").at(date(2026, 11, 1))
    assert (found.per_euro, found.on) == (Decimal("10.978"), date(2026, 10, 30))


def test_a_day_that_the_bank_left_out_has_the_one_before() -> None:
    assert rates_in(TABLE, "SEK").at(date(2026, 10, 28)).on == date(2026, 10, 27)


@pytest.mark.parametrize("day", [date(1998, 12, 31), date(2026, 11, 7), date(2200, 1, 1)])
def test_a_day_that_the_file_does_not_reach_has_no_rate_and_is_told_what_it_reaches(day: date) -> None:
    with pytest.raises(NoRate, match="1999-01-04 to 2026-10-30"):
        rates_in(TABLE, "SEK").at(day)


@given(st.dates(date(1999, 1, 4), date(2026, 10, 30)))
def test_every_day_since_the_euro_began_has_a_rate_at_most_a_week_old(day: date) -> None:
    found = reference.rates().at(day)
    assert timedelta() <= day - found.on <= rates.LONGEST_GAP


@pytest.mark.parametrize(
    "table",
    [
        "",
        "<html>",
        "Date,USD,\n2026-10-30,1.1,",
        "Date,SEK,\n",
        "Date,SEK,\n2026-13-30,1",
        "Date,SEK,\n2026-10-30,elva",
        "Date,SEK,\n2026-10-30,-1",
        "Date,SEK,\n2026-10-30,NaN",
    ],
)
def test_a_file_that_is_something_else_is_refused_and_the_rates_stand(own: Path, table: str) -> None:
    path = packed(own / "new.zip", table)
    with pytest.raises(BadRates):
        reference.take(path)
    assert reference.rates().at(date(2026, 10, 30)).per_euro == Decimal("10.978")


def test_a_file_that_is_damaged_in_its_middle_is_refused(own: Path) -> None:
    path = own / "new.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("eurofxref-hist.csv", "".join(f"{n},{n * 7919 % 10007}\n" for n in range(2_000)))
    body = bytearray(path.read_bytes())
    middle = len(body) // 2
    body[middle : middle + 40] = bytes(byte ^ 0x5A for byte in body[middle : middle + 40])
    path.write_bytes(body)
    with pytest.raises(BadRates):
        reference.take(path)


def test_the_operator_brings_newer_rates_from_a_file(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = packed(own / "new.zip", TABLE.replace("2026-10-30,1.1,10.978", "2026-11-20,1.1,11.5"))

    call_command("rates", "import", str(path))

    assert reference.rates().at(date(2026, 11, 22)).per_euro == Decimal("11.5")
    assert "2026-11-20" in capsys.readouterr().out


def test_the_operator_is_told_what_is_wrong_with_a_file(own: Path) -> None:
    (own / "letter.zip").write_bytes(b"PK\x03\x04 not really")
    for name in ("letter.zip", "none.zip"):
        with pytest.raises(CommandError):
            call_command("rates", "import", str(own / name))


@given(st.decimals(0, 10**10, places=2), st.integers(1, 100))
def test_what_is_spread_comes_to_the_whole_and_differs_by_a_cent_at_most(amount: Decimal, parts: int) -> None:
    found = spread(amount, parts)
    assert total(found) == amount
    assert max(found) - min(found) <= Decimal("0.01")


def test_half_a_cent_is_rounded_up() -> None:
    assert [rounded(Decimal(one)) for one in ("0.005", "0.015", "0.0149")] == [
        Decimal("0.01"),
        Decimal("0.02"),
        Decimal("0.01"),
    ]
