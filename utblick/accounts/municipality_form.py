"""The facts about the municipality that rules of funding ask for."""

from typing import Any

from babel import Locale
from django import forms
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Municipality
from utblick.accounts.places import COUNTIES, POPULATION_YEAR, Place, place_of
from utblick.journal.models import Entry, Superseded, facts, record

LANGUAGES = ("sv", "en", "nb", "da", "fi", "de", "fr")


class MunicipalityForm(forms.ModelForm[Municipality]):
    """Tells when somebody else has saved since it was opened: `seen` is what stood then."""

    languages = forms.MultipleChoiceField(
        label=_("Languages that applications can be written in"),
        choices=[(code, code) for code in LANGUAGES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nuts = forms.ChoiceField(label=_("County (NUTS 3)"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Municipality
        fields = ["kind", "code", "nuts", "population", "population_year", "languages", "public_email", "case_url"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not known")), *((code, f"{name} ({code})") for code, name in COUNTIES.items())]
        self.fields["nuts"].choices = choices  # type: ignore[attr-defined]
        told = Locale(get_language() or "sv").languages
        self.fields["languages"].choices = [(code, told[code].capitalize()) for code in LANGUAGES]  # type: ignore[attr-defined]
        self.fields["seen"].initial = self._standing()
        known = place_of(self.instance.code, self.instance.name)
        self.proposed = self._propose(known) if known else None

    def _propose(self, place: Place) -> Place | None:
        """What the statistics say, where nobody has said anything yet; None where there is nothing to propose."""
        told = {"code": place.code, "nuts": place.nuts, "population": place.population}
        missing = {name: value for name, value in told.items() if getattr(self.instance, name) in ("", None)}
        if "population" in missing:
            missing["population_year"] = POPULATION_YEAR
        self.initial.update(missing)
        return place if missing else None

    def _standing(self) -> str:
        return "|".join(str(getattr(self.instance, name)) for name in self._meta.fields or ())

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code and not (code.isdigit() and len(code) == 4):
            raise forms.ValidationError(_("A municipality code has four digits, for example 2313."))
        return code

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        standing = Municipality.objects.get(pk=self.instance.pk)
        stood = "|".join(str(getattr(standing, name)) for name in self._meta.fields or ())
        if answers.get("seen") and answers["seen"] != stood:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["seen"] = stood
            self.data = data
            raise Superseded.told()
        return answers

    @transaction.atomic
    def save(self, commit: bool = True) -> Municipality:
        """With an entry in the audit trail of what changed."""
        before = facts(Municipality.objects.get(pk=self.instance.pk))
        saved = super().save(commit)
        after = facts(saved)
        changed = [name for name in after if before[name] != after[name]]
        if changed:
            record(
                saved,
                Entry.Act.CHANGED,
                before={name: before[name] for name in changed},
                after={name: after[name] for name in changed},
            )
        return saved
