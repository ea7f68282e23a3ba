"""The form of a result, short enough for a phone."""

from typing import Any

from django import forms

from utblick.initiatives.forms.fields import goals
from utblick.initiatives.models import Result
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
