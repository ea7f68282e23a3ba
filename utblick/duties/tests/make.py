"""Builders for tests: a duty that returns."""

from typing import Any

from utblick.accounts.models import User
from utblick.duties.models import Recurring


def make_recurring(by: User, title: str = "Årlig uppföljning", **facts: Any) -> Recurring:
    standard: dict[str, Any] = {"title": title, "rule": "yearly", "month": 2, "day": 15, "made_by": by}
    duty: Recurring = Recurring.objects.create(**{**standard, **facts})
    return duty
