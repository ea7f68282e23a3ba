"""The form of a step: what, when and where, its money and its people."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models import Step
from utblick.initiatives.models.steps import AMOUNTS, GROUPS
from utblick.journal.forms import RecordedForm
from utblick.ui.countries import country_choices
from utblick.ui.fields import AmountField, CountField

PEOPLE = (*(f"planned_{group}" for group in GROUPS), *GROUPS)
GROUP_NAMES: dict[str, Promise] = {
    "women": _("Women"),
    "men": _("Men"),
    "girls": _("Girls"),
    "boys": _("Boys"),
    "not_stated": _("Not stated"),
}


class StepForm(RecordedForm[Step]):
    class Meta:
        model = Step
        fields = [
            "kind",
            "title",
            "status",
            "starts_on",
            "ends_on",
            "place",
            "country",
            "description",
            *AMOUNTS,
            *PEOPLE,
            "title_en",
        ]
        field_classes = {**dict.fromkeys(AMOUNTS, AmountField), **dict.fromkeys(PEOPLE, CountField)}
        widgets = {
            "kind": forms.RadioSelect,
            "description": forms.Textarea(attrs={"rows": 3}),
            "country": forms.Select,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].widget.choices = [("", "---------"), *country_choices()]
        self.fields["kind"].choices = Step.Kind.choices  # type: ignore[attr-defined]
        if self.is_project:
            for name in ("kind", "status", *AMOUNTS):
                self.fields[name].disabled = True

    @property
    def is_project(self) -> bool:
        """Whether a project holds its money and stage: then they are changed there, and read here."""
        return hasattr(self.instance, "project")

    def people_rows(self) -> Iterator[tuple[Promise, BoundField, BoundField]]:
        """The grid: a group's name, its planned and its actual number."""
        for group in GROUPS:
            yield GROUP_NAMES[group], self[f"planned_{group}"], self[group]

    def money_rows(self) -> Iterator[tuple[Promise, BoundField, BoundField]]:
        yield _("The whole cost"), self["planned_cost"], self["cost"]
        yield _("Of it our own part"), self["planned_own"], self["own"]
