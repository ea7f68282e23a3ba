"""The form of an agreement with its terms, its goals and the signed document; and the form of a further party."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utblick.accounts.people import colleagues
from utblick.journal.attachments import KINDS, keep
from utblick.journal.forms import DocumentField, RecordedForm
from utblick.partners.agreeing import serve
from utblick.partners.models import Agreement, Aim, Organisation, Party
from utblick.partners.terms import next_review
from utblick.ui.fields import AmountField, CountField, SectionField


class GoalBoxes(forms.ModelMultipleChoiceField[Any]):
    def clean(self, value: Any) -> Any:
        """SQLite cannot even be asked for a key beyond 64 bits."""
        try:
            return super().clean(value)
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": "?"})

    def label_from_instance(self, obj: Any) -> str:
        return obj.text if obj.text.startswith(obj.name) else f"{obj.name}: {obj.text}"


class AgreementForm(RecordedForm[Agreement]):
    goals = GoalBoxes(
        label=pgettext_lazy("agreement", "Goals that it serves"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    file = DocumentField(label=_("Signed document"), kinds=KINDS, megabytes=20, required=False)

    class Meta:
        model = Agreement
        fields = [
            *("kind", "title", "purpose", "owner", "signed_on", "expires_on", "renews_by", "notice_months", "ended_on"),
            *("review_every", "review_on", "rests_until", "rest_means", "yearly_fee", "yearly_budget"),
            *("decided_by", "decided_on", "section", "case_number"),
        ]
        field_classes = {
            "yearly_fee": AmountField,
            "yearly_budget": AmountField,
            "renews_by": CountField,
            "notice_months": CountField,
            "section": SectionField,
        }
        help_texts = {
            "signed_on": _("Empty: it does not count as in force, unless the signed document is attached."),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "rest_means": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Agreement.Kind.choices  # type: ignore[attr-defined]
        here = colleagues()
        self.fields["owner"].queryset = here  # type: ignore[attr-defined]
        self._offer_goals()
        if not self.instance.rests_until:
            # A rest comes of a review, where its meaning is written.
            del self.fields["rests_until"], self.fields["rest_means"]

    def _offer_goals(self) -> None:
        """The goals in force, and those that were chosen while an earlier document was."""
        goal: type[Model] = Aim._meta.get_field("goal").related_model
        chosen = list(Aim.objects.filter(agreement=self.instance.pk).values_list("goal", flat=True))
        in_force = Q(document__status="in_force", document__withdrawn_at=None)
        rows: Any = goal._default_manager.filter(Q(withdrawn_at=None) & in_force | Q(pk__in=chosen))
        field: Any = self.fields["goals"]
        field.queryset, field.initial = rows, chosen

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        every, signed = answers.get("review_every"), answers.get("signed_on")
        if every and signed and not answers.get("review_on") and not answers.get("ended_on"):
            answers["review_on"] = next_review(signed, every)
        if answers.get("rests_until") and not answers.get("rest_means"):
            self.add_error("rest_means", _("Write what the rest means: what is not done meanwhile, and what still is."))
        return answers

    @transaction.atomic
    def save(self, commit: bool = True) -> Agreement:
        if upload := self.cleaned_data["file"]:
            self.instance.document = keep(upload)
        saved = super().save(commit)
        serve(saved, self.cleaned_data["goals"])
        return saved


class PartyForm(RecordedForm[Party]):
    """Offers the organisations that are not parties yet."""

    class Meta:
        model = Party
        fields = ["organisation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreement = self.instance.agreement
        taken = Party.objects.filter(agreement=agreement).values("organisation_id")
        others = Organisation.objects.current().exclude(pk__in=taken).exclude(pk=agreement.organisation_id)
        self.fields["organisation"].queryset = others  # type: ignore[attr-defined]
