"""What can be archived: what is closed and is changed no more."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from utblick.establishment.models import Enquiry
from utblick.followup.models import Report
from utblick.initiatives.models import Initiative
from utblick.partners.models import Agreement, Contact

CLOSED: Mapping[str, Callable[[], "models.QuerySet[Any]"]] = {
    "initiatives.initiative": lambda: Initiative.objects.filter(status__in=Initiative.OVER).select_related("unit"),
    "partners.agreement": lambda: Agreement.objects.exclude(ended_on=None).select_related("organisation"),
    "partners.contact": lambda: Contact.objects.filter(happened_on__lt=timezone.localdate()).select_related(
        "organisation"
    ),
    "establishment.enquiry": lambda: Enquiry.objects.filter(closed_on__isnull=False),
    "followup.report": lambda: Report.objects.frozen().in_list(),
}


def closed(kind: str) -> "models.QuerySet[Any]":
    """Those of a kind that can be archived, the newest first."""
    return CLOSED[kind]().order_by("-pk")


def title_of(kind: str) -> str:
    return str(apps.get_model(kind)._meta.verbose_name_plural)
