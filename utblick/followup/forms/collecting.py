"""Asking the units, and what they answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.followup.collecting import Place, Wish
from utblick.followup.models import Answer, Collection
from utblick.journal.forms import RecordedForm

LONGEST = 4000
WHOLE = "whole"


class CollectionForm(RecordedForm[Collection]):
    class Meta:
        model = Collection
        fields = ["answer_by"]

    def clean_answer_by(self) -> date:
        day: date = self.cleaned_data["answer_by"]
        if "answer_by" in self.changed_data and day < timezone.localdate():
            raise ValidationError(_("The day has already been. Choose a day that the units can keep."))
        return day


class QuestionForm(RecordedForm[Answer]):
    """What the unit should look at once more."""

    class Meta:
        model = Answer
        fields = ["question"]
        widgets = {"question": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].required = True


class Words(forms.CharField):
    """A text whose hidden twin keeps what its reader saw."""

    def __init__(self, **options: Any) -> None:
        wide = forms.Textarea(attrs={"rows": 4})
        super().__init__(required=False, max_length=LONGEST, widget=wide, show_hidden_initial=True, **options)

    def to_python(self, value: Any) -> str:
        """A browser sends its own line ends."""
        return str(super().to_python(value)).replace("\r\n", "\n").strip()


class AnswerForm(forms.Form):
    """A box for each goal, and one for the whole. `stored`: what stands in them; `seen`: what stands for the rows shown."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    agreed = forms.BooleanField(
        required=False,
        label=gettext_lazy("What is registered about our work is right and complete"),
        help_text=gettext_lazy(
            "If not, put it right where it stands, by the links above. It is then right everywhere."
        ),
    )

    def __init__(
        self, *args: Any, goals: Mapping[int, str], stored: Mapping[Place, str], seen: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.seen_now = seen
        self.boxes: dict[str, Place] = {}
        for place, label in [*goals.items(), (None, _("About the whole, or something that no goal covers"))]:
            name = f"text-{WHOLE if place is None else place}"
            self.boxes[name] = place
            self.fields[name] = Words(label=label, initial=stored.get(place, ""))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "submit" in self.data and not values.get("agreed"):
            told = _("Say yes to what is registered, or put it right first. Your texts can be saved meanwhile.")
            self.add_error("agreed", told)
        return values

    def wishes(self) -> dict[Place, Wish]:
        """What each box said when it was opened, and what it says now."""
        return {place: Wish(self._seen(name), self.cleaned_data[name]) for name, place in self.boxes.items()}

    def _seen(self, name: str) -> str:
        return str(self.fields[name].to_python(self.data.get(self.add_initial_prefix(name), "")))

    def tell_clash(self, stored: Mapping[Place, str]) -> None:
        """Name what somebody else wrote, beside each box; saved once more, what stands in the box goes."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name, place in self.boxes.items():
            if place in stored:
                text = stored[place] or _("(nothing)")
                told = _("A colleague has meanwhile written: “%(text)s”. Put the two together, and save again.")
                self.add_error(name, told % {"text": text})
                data[self.add_initial_prefix(name)] = stored[place]
        self.data = data

    def show_rows_anew(self) -> None:
        """Once the reader has been told that the rows have changed, a yes is to those that are shown now."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = self.seen_now
        self.data = data

    def bound_boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.boxes]
