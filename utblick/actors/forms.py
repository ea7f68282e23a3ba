"""What is asked about local actors."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.accounts.validators import organisation_number
from utblick.actors import concepts
from utblick.actors.facts_form import ABROAD, FACTS, FIELD_CLASSES, OWN_HELP
from utblick.actors.models import LocalActor
from utblick.journal.forms import RecordedForm

MOST_KEYWORDS = 30
OWN_FACTS = ["sni", "industry", "size", "place", "website"]


class KeywordsField(forms.CharField):
    """Words separated by commas or lines, kept as a list."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        words = [" ".join(word.split()) for line in text.splitlines() for word in line.split(",")]
        return list(dict.fromkeys(word for word in words if word))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial or []) != (data or ""))


class ActorForm(RecordedForm[LocalActor]):
    """Concepts are ticked among those that the description proposes; a new actor is given them where none were offered."""

    concepts = forms.MultipleChoiceField(
        label=_("Official concepts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They carry the words into other languages. Take away what does not fit."),
    )
    offered = forms.BooleanField(required=False, widget=forms.HiddenInput)
    keywords = KeywordsField(
        label=_("Keywords"),
        required=False,
        max_length=1000,
        help_text=_(
            "What they make, need or look for, separated by commas. Calls and tenders are matched to these too."
        ),
    )

    class Meta:
        model = LocalActor
        fields = [*FACTS, "concepts", "keywords", *ABROAD]
        field_classes = FIELD_CLASSES
        widgets = {"description": forms.Textarea(attrs={"rows": 5}), "experience": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.data.get("description") or self.instance.description
        posted = concepts.known(self.data.getlist("concepts")) if isinstance(self.data, QueryDict) else []
        proposed = concepts.propose(text)
        self.known = {one["id"]: one for one in [*self.instance.concepts, *posted, *proposed]}
        self.fields["concepts"].choices = [(key, concepts.label(one)) for key, one in self.known.items()]  # type: ignore[attr-defined]
        self.initial["concepts"] = [one["id"] for one in (self.instance.concepts if self.instance.pk else proposed)]
        self.initial["offered"] = bool(self.known)
        self._proposed = proposed

    def clean_concepts(self) -> list[dict[str, Any]]:
        ticked = [dict(self.known[key]) for key in self.cleaned_data["concepts"]]
        is_offered = self.instance.pk or self.data.get("offered") or ticked
        return ticked if is_offered else self._proposed

    def clean_organisation_number(self) -> str:
        number = organisation_number(self.cleaned_data["organisation_number"])
        taken = LocalActor.objects.exclude(pk=self.instance.pk).filter(organisation_number=number).first()
        if number and taken:
            told = gettext(
                'The number belongs to <a class="ds-link" href="{}">{}</a>, which is already in the register.'
            )
            raise forms.ValidationError(format_html(told, taken.get_absolute_url(), taken), code="taken")
        return number

    def clean_keywords(self) -> list[str]:
        words: list[str] = self.cleaned_data["keywords"]
        if len(words) > MOST_KEYWORDS:
            raise forms.ValidationError(_("Write at most %(most)s keywords.") % {"most": MOST_KEYWORDS})
        return words


class OwnActorForm(ActorForm):
    """What an actor says of itself; what the register rests on (name, kind, number) is the coordinator's."""

    class Meta(ActorForm.Meta):
        fields = ["description", "concepts", "keywords", *OWN_FACTS, *ABROAD]
        help_texts = OWN_HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["description"].label = _("What you make or do")
        self.fields["keywords"].help_text = _("What you make, need or look for, separated by commas.")

    def clean_organisation_number(self) -> str:
        return self.instance.organisation_number


class LogInForm(forms.Form):
    """Who logs in for an actor."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
