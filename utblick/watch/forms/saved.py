"""What a saved search asks for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.journal.forms import RecordedForm
from utblick.ui.countries import country_choices
from utblick.watch.connectors import programmes
from utblick.watch.forms.filters import profile_choices
from utblick.watch.models import Item, Profile, SavedSearch
from utblick.watch.models.saved import WITHIN

NOT_ASKED = {"name", "rhythm", "revision"}
"""Fields whose change leaves it the same search."""


class SavedSearchForm(RecordedForm[SavedSearch]):
    profile = forms.TypedChoiceField(
        label=_("Meets"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("A goal, a priority, a unit or a local actor."),
    )

    class Meta:
        model = SavedSearch
        fields = ["name", "place", "words", "kind", "programme", "country", "closes_within", "rhythm"]
        widgets = {"place": forms.RadioSelect, "rhythm": forms.RadioSelect}
        help_texts = {
            "words": _(
                "All of them must stand in the title or the text. Other forms are found too, and what the word is "
                "called in other languages."
            ),
            "country": _("Where the buyer or the organiser is. What names no country is left out."),
        }

    field_order = ["name", "place", "words", "kind", "programme", "profile", "country", "closes_within", "rhythm"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.initial.get("programme") or self.instance.programme
        self._choose("kind", [("", _("all")), *Item.Kind.choices])
        self._choose("programme", [("", _("all")), *programme_choices(asked)])
        self._choose("country", [("", _("all")), *country_choices()])
        self._choose("closes_within", [("", _("whenever")), *WITHIN])
        self.fields["profile"].choices = profile_choices()  # type: ignore[attr-defined]
        self.initial.setdefault("profile", self.instance.profile_id)

    def _choose(self, name: str, choices: list[Any]) -> None:
        """The model's own field with these choices, so that what is kept is one of them."""
        field = self.fields[name]
        empty: Any = None if name == "closes_within" else ""
        coerce: Any = int if name == "closes_within" else str
        self.fields[name] = forms.TypedChoiceField(
            label=field.label, help_text=field.help_text, choices=choices, required=False, coerce=coerce,
            empty_value=empty,
        )  # fmt: skip

    def clean_profile(self) -> Profile | None:
        key = self.cleaned_data["profile"]
        return Profile.objects.filter(pk=key).first() if key else None

    def save(self, commit: bool = True) -> SavedSearch:
        self.instance.profile = self.cleaned_data["profile"]
        if set(self.changed_data) - NOT_ASKED:
            self.instance.news_since = timezone.now()
        return super().save(commit)


def programme_choices(asked: str = "") -> list[tuple[str, str]]:
    """The programmes of the EU portal by name; and the one that is asked for, where a source calls it something else."""
    here = get_language() or "sv"
    named = sorted(((code, programmes.name_of(code, here)) for code in programmes.BY_CODE), key=lambda pair: pair[1])
    return named if not asked or asked in programmes.BY_CODE else [(asked, asked), *named]
