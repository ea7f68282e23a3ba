"""Builders for tests."""

from utblick.site.accessible import receiving
from utblick.site.accessible.models import Remark


def make_remark(message: str = "Menyn går inte att öppna med tangentbordet.", **facts: str) -> Remark:
    """As it is received from the public form."""
    told = {"mark": message, "language": "sv", "address": "/sv/", "email": "lasare@example.org", "message": message}
    return receiving.receive(**{**told, **facts})
