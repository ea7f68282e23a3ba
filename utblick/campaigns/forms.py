"""A campaign in two forms on one page: the step that it is, and what makes it a campaign. And which page it leads to."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from utblick.accounts.people import colleagues
from utblick.campaigns.models import Campaign
from utblick.campaigns.pages import PublicPage
from utblick.goals.models import Goal
from utblick.initiatives.forms.fields import goals
from utblick.initiatives.models import Contribution, Step
from utblick.initiatives.models.steps import AMOUNTS
from utblick.journal import clock
from utblick.journal.forms import RecordedForm
from utblick.search.finding import find
from utblick.ui.code_fields import CountriesField, LanguagesField
from utblick.ui.fields import AmountField, CountField

LONGEST_SLUG = 40
Status = Step.Status
STATUSES = (Status.PLANNED, Status.RUNNING, Status.DONE, Status.CANCELLED)


class CampaignStepForm(RecordedForm[Step]):
    """Title, period, status and money."""

    prefix = "step"

    class Meta:
        model = Step
        fields = ["title", "status", "starts_on", "ends_on", *AMOUNTS]
        field_classes = dict.fromkeys(AMOUNTS, AmountField)
        help_texts = {"ends_on": _("Its pages are counted from the first day to the last.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [(one.value, one.label) for one in STATUSES]  # type: ignore[attr-defined]
        self.fields["starts_on"].required = self.fields["ends_on"].required = True

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        last, goes_on = answers.get("ends_on"), answers.get("status") in (Status.PLANNED, Status.RUNNING)
        if last and goes_on and "ends_on" in self.changed_data and last < timezone.localdate(clock.now()):
            told = _("That day has passed. Choose a later one, or the status “Done”.")
            self.add_error("ends_on", told)
        return answers

    def money_rows(self) -> Iterator[tuple[Promise, BoundField, BoundField]]:
        yield _("The whole cost"), self["planned_cost"], self["cost"]
        yield _("Of it our own part"), self["planned_own"], self["own"]


class CampaignForm(RecordedForm[Campaign]):
    """Of a campaign whose step is set already, saved or not."""

    slug = forms.CharField(
        label=_("Short address"),
        max_length=LONGEST_SLUG,
        required=False,
        help_text=_("For posters, adverts and letters: short, and easy to spell. Empty: made from the title."),
    )

    class Meta:
        model = Campaign
        fields = ["goal", "owner", "audience", "countries", "languages", "slug", "target"]
        field_classes = {"countries": CountriesField, "languages": LanguagesField, "target": CountField}
        widgets = {"audience": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        step = self.instance.step
        served = Contribution.objects.standing().filter(initiative=step.initiative_id).values("goal")
        self.fields["goal"].queryset = Goal.objects.filter(Q(pk__in=served) | Q(pk=self.instance.goal_id))  # type: ignore[attr-defined]
        self.fields["owner"].queryset = colleagues()  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        """As it can stand in an address: å, ä and ö lose their dots. The step has been read before."""
        made = slugify(self.cleaned_data["slug"] or self.instance.step.title)[:LONGEST_SLUG].strip("-")
        if not made:
            raise forms.ValidationError(_("Write a short address with letters or digits."))
        if Campaign.objects.filter(slug=made).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another campaign has this short address. Choose another."))
        return made


class PageForm(forms.Form):
    """Offers the pages that the public can read and the campaign has not got."""

    page = forms.ChoiceField(label=_("Page"))

    def __init__(self, *args: Any, pages: Iterable[PublicPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages = {page.key: page for page in pages}
        grouped = groupby(self.pages.values(), key=lambda page: page.group)
        choices = [(group, [(page.key, page.title) for page in those]) for group, those in grouped]
        self.fields["page"].choices = [("", "---------"), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> PublicPage:
        return self.pages[self.cleaned_data["page"]]


class CampaignFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput)
    status = forms.ChoiceField(label=_("Status"), required=False)
    goal = forms.ModelChoiceField(label=_("Goal"), required=False, queryset=Goal.objects.none(), empty_label=_("All"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = goals()  # type: ignore[attr-defined]
        self.fields["status"].choices = [("", _("All")), *((one.value, one.label) for one in STATUSES)]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
        answers = self.cleaned_data
        if words := answers.get("q"):
            rows = rows.filter(pk__in=[hit.object_id for hit in find(words, kind="campaigns.campaign")])
        if status := answers.get("status"):
            rows = rows.filter(step__status=status)
        if goal := answers.get("goal"):
            rows = rows.serving(goal)  # type: ignore[attr-defined]
        return rows
