"""What the pages of the watch have in common: their tabs, and the form of the period."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.analysis.views.tabs import tabs
from utblick.analysis.watched.forms import PeriodForm
from utblick.analysis.watched.periods import Period

PARTS: list[tuple[str, Promise]] = [
    ("watch", _("What the watch brought")),
    ("missed", _("What was missed")),
    ("put_aside", _("What was put aside")),
]


def common(request: HttpRequest, current: str, period: Period) -> dict[str, Any]:
    parts = [(label, f"{reverse(f'analysis:{name}')}?{period.address}", name == current) for name, label in PARTS]
    form = PeriodForm({"year": period.year, "quarter": period.quarter or ""})
    return {"tabs": tabs("watch"), "parts": parts, "period": period, "period_form": form}
