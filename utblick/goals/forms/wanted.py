"""Concepts and keywords of a goal or a priority: ticked from what the engine proposes, kept or written."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.goals import concepts
from utblick.goals.models import Wanted

# Sent with the form by who is not done writing: nothing is saved, and nothing said of what is amiss.
PROPOSE = "propose"


class WantedFields(forms.Form):
    """Adds the fields `concepts` (tick boxes) and `keywords` (one a line) to a form over a Wanted object.

    The choices are what the object has and what the engine proposes from its text; what it has is ticked. While the text is
    written, the page asks for proposals (`PROPOSE`), and what is ticked stays.
    """

    concepts = forms.MultipleChoiceField(
        label=_("Official concepts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They carry the goal over to calls in other languages. Tick those that fit."),
    )
    own_words = forms.MultipleChoiceField(
        label=_("Its own words"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Few official concepts are near. Those that you tick here become keywords."),
    )
    keywords = forms.CharField(
        label=_("Keywords"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, in any language."),
    )

    def offer_concepts(self, wanted: Wanted, *texts: str) -> None:
        """Fill the choices. `texts` are what the proposals are made from: as written now, and as it was when they were shown."""
        asked = {text: concepts.propose(text) for text in texts if text.strip()}
        proposed = [concept for found in asked.values() for concept in found]
        ticked = concepts.known(self.data.getlist("concepts")) if isinstance(self.data, QueryDict) else []
        self.known = {concept["id"]: concept for concept in [*wanted.concepts, *ticked, *proposed]}
        field = self.fields["concepts"]
        field.choices = [(key, concepts.label(concept, _language())) for key, concept in self.known.items()]  # type: ignore[attr-defined]
        if not self.known and not any(asked):
            field.help_text = _("They are proposed from what you write.")
        elif any(asked) and len(self.known) < concepts.FEW:
            field.help_text = _(
                "The text says little of what it is about. Name the subject, such as school, water, tourism or energy, "
                "and more is proposed."
            )
        self.initial["concepts"] = [concept["id"] for concept in wanted.concepts]
        self.initial["keywords"] = "\n".join(wanted.keywords)
        words = [word for text, found in asked.items() for word in concepts.words_beside(wanted, found, text)]
        self._offer_words(list(dict.fromkeys(words)), are_ticked=not self.known and not wanted.keywords)

    def _offer_words(self, words: list[str], *, are_ticked: bool) -> None:
        """Between the concepts and the keywords; ticked where nothing else is there: never bare."""
        if not words:
            del self.fields["own_words"]
            return
        self.fields["own_words"].choices = [(word, word) for word in words]  # type: ignore[attr-defined]
        self.initial["own_words"] = words if are_ticked else []
        order = [name for name in self.fields if name != "own_words"]
        order.insert(order.index("keywords"), "own_words")
        self.order_fields(order)

    def only_proposes(self) -> bool:
        """Whether it was sent for proposals alone: then nothing is told of what is amiss."""
        if PROPOSE in self.data:
            self.errors.clear()
        return PROPOSE in self.data

    def clean_concepts(self) -> list[dict[str, Any]]:
        return [dict(self.known[key]) for key in self.cleaned_data["concepts"]]

    def clean_keywords(self) -> list[str]:
        said = [*self.cleaned_data["keywords"].splitlines(), *self.cleaned_data.get("own_words", [])]
        lines = (" ".join(line.split())[:100] for line in said)
        return list(dict.fromkeys(line for line in lines if line))


def _language() -> str:
    return (get_language() or "sv").split("-")[0]
