"""The forms of a review: its proposal, and what the board decided on it."""

from typing import Any

from django import forms

from utblick.journal.forms import RecordedForm
from utblick.partners.models import Review
from utblick.ui.fields import SectionField


class ReviewForm(RecordedForm[Review]):
    class Meta:
        model = Review
        fields = [
            *("judgement", "proposal", "extend_until", "changes", "rest_until", "rest_means", "end_on"),
            "reasons",
        ]
        widgets = {
            "proposal": forms.RadioSelect,
            "judgement": forms.Textarea(attrs={"rows": 4}),
            "reasons": forms.Textarea(attrs={"rows": 4}),
            "changes": forms.Textarea(attrs={"rows": 3}),
            "rest_means": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposal"].choices = Review.Proposal.choices  # type: ignore[attr-defined]


class BoardForm(RecordedForm[Review]):
    """The minuted decision; without it nothing is carried out."""

    class Meta:
        model = Review
        fields = ["decided_by", "decided_on", "section", "case_number"]
        field_classes = {"section": SectionField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("decided_by", "decided_on"):
            self.fields[name].required = True

    def save(self, commit: bool = True) -> Review:
        """The verb saves, together with the agreement."""
        return self.instance
