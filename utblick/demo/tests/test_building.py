"""Where the demo is built and on which days; what it holds, tests/test_demo_pages.py tells."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from utblick.accounts.models import Municipality
from utblick.accounts.tests.make import make_municipality
from utblick.demo import texts


def test_the_demo_stays_away_from_a_real_municipality(db: None) -> None:
    make_municipality("Verkliga kommunen")
    with pytest.raises(CommandError, match="Verkliga kommunen"):
        call_command("demo", stdout=StringIO())
    assert not Municipality.objects.filter(is_demo=True).exists()


@pytest.mark.parametrize("today", [date(2026, 12, 23), date(2027, 1, 2), date(2028, 2, 29)])
def test_days_are_working_days_and_keep_their_order(today: date) -> None:
    days = [texts.working_day(today, count) for count in range(-500, 500)]
    assert days == sorted(days)
    assert all(day.weekday() < 5 for day in days)
