"""The forms of a result and a lesson, short enough for a phone."""

from typing import Any

from django import forms

from utblick.initiatives.forms.fields import goals
from utblick.initiatives.models import Lesson, Result
from utblick.journal.forms import RecordedForm


class ResultForm(RecordedForm[Result]):
    class Meta:
        model = Result
        fields = ["text", "noted_on", "goal", "value", "unit_of_value", "text_en", "published"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "text_en": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, may_publish: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = goals(also=[self.instance.goal_id] if self.instance.goal_id else [])  # type: ignore[attr-defined]
        if not may_publish:
            del self.fields["published"]


class LessonForm(RecordedForm[Lesson]):
    class Meta:
        model = Lesson
        fields = ["text", "change", "for_whom", "learnt_on"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6}), "change": forms.Textarea(attrs={"rows": 3})}
