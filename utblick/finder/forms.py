"""What is asked in the finder, and the file of project data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.finder import index
from utblick.finder.finding import Wish
from utblick.partners.models import Organisation
from utblick.ui.countries import country_choices
from utblick.ui.fields import UploadField

LONGEST_IDEA = 1_500
KINDS = (".zip", ".csv", ".gz", ".json", ".xlsx")


class FinderForm(forms.Form):
    """The state of the page: all of it stands in the address."""

    text = forms.CharField(
        label=_("Describe the idea"),
        required=False,
        max_length=LONGEST_IDEA,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few sentences in Swedish or English: what you want to do, for whom, and where."),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Organisation.Kind.choices])
    programme = forms.ChoiceField(label=_("Programme"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("All")), *country_choices()]  # type: ignore[attr-defined]
        names = sorted(name for name in index.marked(index.mark_of_programme("")) if name)
        self.fields["programme"].choices = [("", _("All")), *((name, name) for name in names)]  # type: ignore[attr-defined]

    @property
    def has_data(self) -> bool:
        """Whether there is any open data to look in."""
        return len(self.fields["programme"].choices) > 1  # type: ignore[attr-defined]

    @property
    def wish(self) -> Wish:
        """What has been answered well; the rest is passed over."""
        told = getattr(self, "cleaned_data", {})
        return Wish(told.get("country", ""), told.get("kind", ""), told.get("programme", ""))


class DataForm(forms.Form):
    file = UploadField(
        label=_("File"),
        kinds=KINDS,
        megabytes=20,
        help_text=_(
            "As it was published: a zip from CORDIS, or CSV, JSON or Excel from Kohesio, Interreg or Erasmus+. At most 20 MB."
        ),
    )
