"""The forms of a lesson, of what became of it, and of what remains of an initiative; short enough for a phone."""

from typing import Any

from django import forms
from django.db.models import Case, CharField, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit
from utblick.initiatives.forms.fields import goals, units
from utblick.initiatives.learnt import ranked
from utblick.initiatives.models import Afterlife, Lesson, Recipient
from utblick.journal.forms import RecordedForm


class LessonForm(RecordedForm[Lesson]):
    units = forms.ModelMultipleChoiceField(
        label=_("Send it to"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those who work there get it by mail, and are asked after half a year what became of it."),
    )

    class Meta:
        model = Lesson
        fields = ["text", "change", "evidence", "for_whom", "learnt_on", "text_en", "published"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "change": forms.Textarea(attrs={"rows": 3}),
            "evidence": forms.Textarea(attrs={"rows": 2}),
            "text_en": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, may_publish: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["published"]
        field: Any = self.fields["units"]
        field.queryset = units().exclude(lessons_received__lesson=self.instance.pk) if self.instance.pk else units()


class AnswerForm(RecordedForm[Recipient]):
    class Meta:
        model = Recipient
        fields = ["answer", "why"]
        widgets = {"answer": forms.RadioSelect, "why": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.fields["answer"].choices = Recipient.Answer.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("answer") == Recipient.Answer.NOT_USED and not answers.get("why"):
            self.add_error("why", _("Write why: it tells others what stands in the way."))
        return answers


class AfterlifeForm(RecordedForm[Afterlife]):
    class Meta:
        model = Afterlife
        fields = ["remains", "text"]
        widgets = {"remains": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remains"].choices = Afterlife.Remains.choices  # type: ignore[attr-defined]


class LessonFilter(forms.Form):
    q = forms.CharField(
        label=_("What is it about?"),
        required=False,
        max_length=300,
        widget=forms.SearchInput,
        help_text=_("Write as you think of it, in Swedish or English: what means the same is found too."),
    )
    unit = forms.ChoiceField(label=_("Sent to"), required=False)
    goal = forms.ChoiceField(label=_("Goal"), required=False)
    answer = forms.ChoiceField(
        label=_("What became of it"), required=False, choices=[("", _("All")), *Recipient.Answer.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = _offered({"unit": units(), "goal": goals()})
        for name, found in offered.items():
            self.fields[name].choices = [("", _("All")), *found]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Lesson]) -> QuerySet[Lesson]:
        answers = {name: value for name, value in self.cleaned_data.items() if value}
        received = {"answer": "answer", "unit": "unit_id"}
        asked = {field: answers[name] for name, field in received.items() if name in answers}
        if asked:
            rows = rows.filter(pk__in=Recipient.objects.current().filter(**asked).values("lesson"))
        if goal := answers.get("goal"):
            rows = rows.filter(initiative__contributions__goal_id=goal)
        return in_rank(rows, answers["q"]) if "q" in answers else rows


def in_rank(rows: QuerySet[Lesson], words: str) -> QuerySet[Lesson]:
    """Those that the words concern, the nearest first."""
    keys = ranked(words, rows)
    place = Case(*(When(pk=pk, then=Value(at)) for at, pk in enumerate(keys)), output_field=IntegerField())
    return rows.filter(pk__in=keys).order_by(place if keys else "pk")


def _offered(asked: dict[str, QuerySet[Any]]) -> dict[str, list[tuple[str, str]]]:
    """The units and goals to choose from, in one query."""
    first, *others = [
        rows.order_by().annotate(asked=Value(name, CharField())).values_list("asked", "name", "pk")
        for name, rows in asked.items()
    ]
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in asked}
    for name, label, pk in first.union(*others, all=True).order_by("asked", "name"):
        found[name].append((str(pk), label))
    return found
