"""Whom a draft programme is sent to, what a unit answers, and what was done with the answer."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.goals.forms.programme import day_input
from utblick.goals.models import Consulted, Referral, Remark
from utblick.goals.referring import rows_by_line
from utblick.journal.forms import RecordedForm


class ReferralForm(RecordedForm[Referral]):
    """`units`: those to ask, besides those that are asked already."""

    units = forms.ModelMultipleChoiceField(
        label=_("Units to ask"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Referral
        fields = ["answer_by", "letter"]
        widgets = {"answer_by": day_input(), "letter": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Consulted.objects.filter(referral=self.instance.pk).values("unit")
        units = self.fields["units"]
        units.queryset = Unit.objects.current().exclude(pk__in=asked)  # type: ignore[attr-defined]
        if self.instance.pk:
            units.required, units.label = False, _("More units to ask")

    def clean_answer_by(self) -> Any:
        day = self.cleaned_data["answer_by"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Give the units at least until tomorrow."))
        return day


class AnswerForm(RecordedForm[Consulted]):
    """Yes, no or yes with changes; a remark on each priority, as they were sent out, and one on the whole."""

    whole = forms.CharField(
        label=_("What we think of the draft in whole"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = Consulted
        fields = ["verdict"]
        widgets = {"verdict": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verdict = self.fields["verdict"]
        verdict.required, verdict.choices = True, Consulted.Verdict.choices  # type: ignore[attr-defined]
        verdict.label = _("Does the unit agree with the draft?")
        written = {one.priority_id: one.text for one in self.instance.remarks.all()} if self.instance.pk else {}
        self.fields["whole"].initial = written.get(None, "")
        self.rows = rows_by_line(self.instance.referral.programme)
        for one in self._sent():
            self.fields[f"line-{one['line']}"] = forms.CharField(
                label=_("Our remark on “%(name)s”") % {"name": one["name"]},
                required=False,
                max_length=4000,
                initial=written.get(self.rows[one["line"]].pk, ""),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def _sent(self) -> list[Any]:
        content = self.instance.referral.content
        return [one for one in [*content["priorities"], *content["ended"]] if one["line"] in self.rows]

    def asked(self) -> Iterator[tuple[Any, forms.BoundField]]:
        """Each priority as it was sent out, with its field."""
        for one in self._sent():
            yield one, self[f"line-{one['line']}"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        changes = [Consulted.Verdict.CHANGES, Consulted.Verdict.NO]
        if answers.get("verdict") in changes and not any(self._texts(answers).values()):
            self.add_error("whole", _("Tell what you want changed, here or at a priority."))
        return answers

    @property
    def remarks(self) -> dict[int | None, str]:
        return self._texts(self.cleaned_data)

    def _texts(self, answers: dict[str, Any]) -> dict[int | None, str]:
        lines: dict[int | None, str] = {
            self.rows[one["line"]].pk: answers.get(f"line-{one['line']}", "") for one in self._sent()
        }
        return {None: answers.get("whole", ""), **lines}


class HeedForm(RecordedForm[Remark]):
    """What was done with a remark."""

    class Meta:
        model = Remark
        fields = ["heeded", "reply"]
        widgets = {"heeded": forms.RadioSelect, "reply": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heeded = self.fields["heeded"]
        heeded.required, heeded.choices = True, Remark.Heeded.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("heeded") in (Remark.Heeded.PARTLY, Remark.Heeded.NOT) and not answers.get("reply"):
            self.add_error("reply", _("The unit wants to know why."))
        return answers
