"""Answers that only this room asks for."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.goals.models import CooperationForm, Goal, PolicyDocument
from utblick.watch.connectors import programmes

IN_FORCE = {"document__status": PolicyDocument.Status.IN_FORCE}


class DeadlineField(forms.DateTimeField):
    """A moment. A bare day means its end: who writes the last day to apply does not mean the midnight before it."""

    widget = forms.DateTimeInput(format="%Y-%m-%d %H:%M")
    default_error_messages = {"invalid": _("Write the day and the time, for example 2026-11-24 17:00.")}

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", value.strip()):
            value = f"{value.strip()} 23:59"
        return super().to_python(value)


class ProgrammeField(forms.CharField):
    """Shows the name of a programme that is held by its code (DIGITAL), and holds the code where the name is left as it was."""

    def prepare_value(self, value: Any) -> Any:
        return programmes.name_of(value, get_language() or "sv") if isinstance(value, str) else value

    def as_held(self, told: str, held: str) -> str:
        shown = {programmes.name_of(held, language) for language in ("sv", "en")}
        return held if told in shown else told


def units() -> QuerySet[Unit]:
    return Unit.objects.current()


def goals(*, also: Any = ()) -> QuerySet[Goal]:
    """The goals in force, and those that were chosen while an earlier document was (their keys, or a query for them)."""
    current = Goal.objects.current()
    return current.filter(Q(**IN_FORCE) | Q(pk__in=also))


def cooperation_forms(*, also: int | None) -> QuerySet[CooperationForm]:
    current = CooperationForm.objects.current()
    return current.filter(**IN_FORCE) | current.filter(pk__in=[also] if also else [])
