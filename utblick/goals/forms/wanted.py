"""Concepts and keywords of a goal or a priority: ticked from what the engine proposes, kept or written."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.goals import concepts
from utblick.goals.models import Wanted


class WantedFields(forms.Form):
    """Adds the fields `concepts` (tick boxes) and `keywords` (one a line) to a form over a Wanted object.

    The choices are what the object has and what the engine proposes from its text; what it has is ticked.
    """

    concepts = forms.MultipleChoiceField(
        label=_("Official concepts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They carry the goal over to calls in other languages. Tick those that fit."),
    )
    keywords = forms.CharField(
        label=_("Keywords"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, in any language."),
    )

    def offer_concepts(self, wanted: Wanted, text: str) -> None:
        """Fill the choices. `text` is what the proposals are made from."""
        self.known = {concept["id"]: concept for concept in [*wanted.concepts, *concepts.propose(text)]}
        field = self.fields["concepts"]
        field.choices = [(key, concepts.label(concept, _language())) for key, concept in self.known.items()]  # type: ignore[attr-defined]
        self.initial["concepts"] = [concept["id"] for concept in wanted.concepts]
        # Where no concept is near enough, the text's own words are proposed: never bare.
        keywords = wanted.keywords or ([] if self.known else concepts.own_words(text))
        self.initial["keywords"] = "\n".join(keywords)

    def clean_concepts(self) -> list[dict[str, Any]]:
        return [dict(self.known[key]) for key in self.cleaned_data["concepts"]]

    def clean_keywords(self) -> list[str]:
        lines = (" ".join(line.split())[:100] for line in self.cleaned_data["keywords"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))


def _language() -> str:
    return (get_language() or "sv").split("-")[0]
