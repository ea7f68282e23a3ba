"""What is asked about an enquiry: who answers for it, the letters, what became of it, and how the list is narrowed."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from utblick.establishment import answering, fitting
from utblick.establishment.models import AnswerPromise, Enquiry, VacantSite
from utblick.establishment.models.vacant_sites import figure
from utblick.establishment.people import who_may_answer
from utblick.initiatives.models import Initiative
from utblick.journal.attachments import KINDS
from utblick.journal.forms import DocumentField, RecordedForm
from utblick.search.finding import find
from utblick.ui.fields import AmountField, CountField

MOST_LETTER = 10_000


class EnquiryForm(RecordedForm[Enquiry]):
    """What is ours to say: who answers for it and the case number; and what they have told us since."""

    class Meta:
        model = Enquiry
        fields = ["owner", "case_number", "email", "wanted", "area", "power", "staff", "start", "site"]
        field_classes = {"area": CountField, "staff": CountField}
        localized_fields = ("power",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.erased_at:
            del self.fields["email"]
        self.fields["owner"].queryset = who_may_answer()  # type: ignore[attr-defined]
        self.fields["site"].queryset = VacantSite.objects.current()  # type: ignore[attr-defined]


class LetterForm(RecordedForm[Enquiry]):
    """A letter in the language of who asked."""

    kind = "answer"
    body = forms.CharField(label=_("Letter"), max_length=MOST_LETTER, widget=forms.Textarea(attrs={"rows": 14}))

    class Meta:
        model = Enquiry
        fields: list[str] = []

    def __init__(self, *args: Any, sender: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sender = sender
        self.fields["body"].widget.attrs["lang"] = self.instance.language
        self.fields["body"].initial = self.draft()

    def draft(self) -> str:
        return answering.draft(self.instance, self.kind, self.sender).body

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if body.split() == self.draft().split():
            raise forms.ValidationError(_("Write the answer itself: this is only the greeting."))
        return body


class ProposalForm(LetterForm):
    """Which sites could suit, and the letter that tells of them."""

    kind = "proposal"
    sites = forms.MultipleChoiceField(
        label=_("Sites"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one site.")},
    )
    field_order = ["sites", "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.fits: list[fitting.Fit] = []
        super().__init__(*args, **kwargs)
        self.fits = fitting.fitting(self.instance)
        self.fields["sites"].choices = [(str(one.site.pk), _in_list(one)) for one in self.fits]  # type: ignore[attr-defined]
        self.fields["body"].help_text = _("{sites} becomes the sites that you tick, each with its facts and its page.")

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if "{sites}" not in body:
            raise forms.ValidationError(_("Leave {sites} where the sites are to stand."))
        return body

    def draft(self) -> str:
        return answering.draft(self.instance, self.kind, self.sender, sites="{sites}").body

    @property
    def chosen(self) -> list[VacantSite]:
        return [one.site for one in self.fits if str(one.site.pk) in self.cleaned_data["sites"]]


def _in_list(fit: fitting.Fit) -> str:
    facts = [fit.site.place, f"{figure(fit.site.area)} m²", fit.site.power_text]
    told = ", ".join(filter(None, facts))
    lacks = ", ".join(str(one) for one in fit.lacks)
    return f"{fit.site.name} ({told}){f' – {lacks}' if lacks else ''}"


class MoveForm(RecordedForm[Enquiry]):
    to = forms.ChoiceField(label=_("Stands at"), choices=[(state.value, state.label) for state in Enquiry.ON_THE_WAY])

    class Meta:
        model = Enquiry
        fields: list[str] = []


class EstablishForm(RecordedForm[Enquiry]):
    """They come: with how many jobs, and what it is told as."""

    initiative: forms.ModelChoiceField[Initiative] = forms.ModelChoiceField(
        label=_("Counts as a result of the initiative"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No initiative"),
        help_text=_("What came of it is then told in the follow-up of the initiative's goals."),
    )
    told = forms.CharField(
        label=_("How the result is told"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It may be read by everybody. Name the company only if it is public that they come."),
    )

    class Meta:
        model = Enquiry
        fields = ["jobs", "investment"]
        field_classes = {"jobs": CountField, "investment": AmountField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = Initiative.objects.current().filter(status=Initiative.Status.RUNNING).order_by("title")
        self.fields["initiative"].queryset = running  # type: ignore[attr-defined]
        self.fields["jobs"].help_text = _("If they have told.")
        told = gettext("A company from %(country)s establishes itself here, after an enquiry to the municipality.")
        self.fields["told"].initial = told % {"country": self.instance.country_name}

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("initiative") and not answers.get("told"):
            self.add_error("told", _("Write how the result is to be told."))
        return answers


class LoseForm(RecordedForm[Enquiry]):
    class Meta:
        model = Enquiry
        fields = ["reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].help_text = _(
            "For ourselves: over time it shows what we lack. For example “No plot with more than 5 MW”, or “Spam”."
        )


class EnquiryDocumentForm(forms.Form):
    file = DocumentField(label=_("File"), kinds=KINDS, megabytes=20)


class PromiseForm(RecordedForm[AnswerPromise]):
    class Meta:
        model = AnswerPromise
        fields = ["working_days", "owner"]
        field_classes = {"working_days": CountField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = who_may_answer()  # type: ignore[attr-defined]


class EnquiryFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("open", _("Open")), ("late", _("Promised day has passed")), *Enquiry.State.choices],
    )

    def apply(self, rows: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
        if words := self.cleaned_data.get("q"):
            rows = rows.filter(pk__in=[hit.object_id for hit in find(words, kind="establishment.enquiry")])
        state = self.cleaned_data.get("state")
        if state == "open":
            return rows.exclude(state__in=Enquiry.CLOSED)
        if state == "late":
            return rows.filter(state=Enquiry.State.NEW, answer_by__lt=timezone.localdate())
        return rows.filter(state=state) if state else rows
