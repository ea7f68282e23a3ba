"""What is asked when a source is added."""

import re

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.journal.forms import RecordedForm
from utblick.ui.countries import country_name
from utblick.ui.fields import UploadField
from utblick.watch import searches
from utblick.watch.connectors import programmes
from utblick.watch.models import Source, Subscription
from utblick.watch.opml import MOST_BYTES

RHYTHMS = [
    (60, _("every hour")),
    (6 * 60, _("four times a day")),
    (12 * 60, _("twice a day")),
    (24 * 60, _("once a day")),
]
# Where a Swedish municipality looks for tenders and partners: the alpha-2 code of the interface, the alpha-3 of TED.
COUNTRIES = {
    **{"SE": "SWE", "NO": "NOR", "FI": "FIN", "DK": "DNK", "IS": "ISL", "EE": "EST", "LV": "LVA", "LT": "LTU"},
    **{"PL": "POL", "DE": "DEU", "NL": "NLD", "BE": "BEL", "FR": "FRA", "AT": "AUT", "IE": "IRL", "ES": "ESP"},
    **{"IT": "ITA", "PT": "PRT"},
}
# The divisions of the official list (CPV) that concern what municipalities and their companies do.
CPV = [
    ("03000000", _("Agriculture, forestry and fishing products")),
    ("09000000", _("Fuel, electricity and energy")),
    ("33000000", _("Medical equipment")),
    ("34000000", _("Transport equipment")),
    ("37000000", _("Instruments, sport, games and toys")),
    ("39000000", _("Furniture and furnishings")),
    ("44000000", _("Construction structures and materials")),
    ("45000000", _("Construction work")),
    ("48000000", _("Software")),
    ("55000000", _("Hotel, restaurant and retail services")),
    ("71000000", _("Architecture and engineering")),
    ("72000000", _("IT services")),
    ("73000000", _("Research and development")),
    ("77000000", _("Forestry and agricultural services")),
    ("79000000", _("Business services, marketing, events")),
    ("80000000", _("Education and training")),
    ("85000000", _("Health and social work")),
    ("90000000", _("Sewage, refuse, cleaning, environment")),
    ("92000000", _("Recreation, culture and sport")),
    ("98000000", _("Other community services")),
]
STATUSES = [("31094502", _("open now")), ("31094501", _("announced, not yet open"))]
# Of the portal's programmes those that are over or of the institutions themselves are left out.
NO_CALLS = {"H2020", "COSME", "EP", "ED", "SOCPL", "EUBA", "ERDF-TA", "PERI", "RENEWFM"}


class AddressForm(forms.Form):
    """The one thing needed: an address."""

    address = forms.CharField(
        label=_("Address"),
        max_length=1000,
        help_text=_(
            "Paste the address of a web page, a feed, a calendar, or of a search on TED or the EU portal. "
            "The feed behind a web page is found."
        ),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )


class PageForm(AddressForm):
    """The page that is to be watched."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["address"].help_text = _("The page on which news appear, for example that with all open calls.")


class SubscribeForm(forms.Form):
    """The address that was looked at, what the municipality calls the source, and how often it is read."""

    name = forms.CharField(label=_("Name"), max_length=200)
    theme = forms.CharField(
        label=_("Theme"), max_length=100, required=False, help_text=_("Groups your sources, for example Culture.")
    )
    rhythm = forms.TypedChoiceField(
        label=_("How often"),
        choices=RHYTHMS,
        coerce=int,
        help_text=_("Proposed from how often the source has had news."),
    )
    address = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    connector = forms.ChoiceField(
        choices=[pair for pair in Source.Kind.choices if pair[0] not in ("by_hand", "mail")], widget=forms.HiddenInput
    )
    instead = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)


class TendersForm(forms.Form):
    """A search on TED by countries, subjects and words."""

    countries = forms.MultipleChoiceField(
        label=_("Where the work is done"), required=False, widget=forms.CheckboxSelectMultiple
    )
    subjects = forms.MultipleChoiceField(
        label=_("Subjects"),
        choices=CPV,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The divisions of the official list CPV."),
    )
    codes = forms.CharField(
        label=_("Further CPV codes"),
        required=False,
        max_length=400,
        help_text=_("Eight figures each, with spaces between: 85320000 80500000."),
    )
    words = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=300,
        help_text=_("One is enough to be found; commas between. Notices are written in the buyer's language."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["countries"].choices = [(three, country_name(two)) for two, three in COUNTRIES.items()]  # type: ignore[attr-defined]

    def clean_codes(self) -> list[str]:
        told = [re.sub(r"-\d$", "", code) for code in re.split(r"[\s,;]+", self.cleaned_data["codes"]) if code]
        for code in told:
            if not re.fullmatch(r"\d{8}", code):
                raise forms.ValidationError(_("“%(code)s” is not a CPV code: it has eight figures.") % {"code": code})
        return told

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        if not self.errors and not any(told.values()):
            raise forms.ValidationError(_("Choose at least a country or a subject, or write a word."))
        return told

    def address(self) -> str:
        told = self.cleaned_data
        words = [word.strip() for word in told["words"].split(",")]
        return searches.tenders(countries=told["countries"], cpv=[*told["subjects"], *told["codes"]], words=words)


class CallsForm(forms.Form):
    """A search on the EU Funding & Tenders Portal by programme."""

    programmes = forms.MultipleChoiceField(
        label=_("Programmes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )
    statuses = forms.MultipleChoiceField(
        label=_("Calls that are"),
        choices=STATUSES,
        required=False,
        initial=[code for code, _name in STATUSES],
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("Words"), required=False, max_length=200, help_text=_("In English, as the calls are written.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["programmes"].choices = portal_programmes()  # type: ignore[attr-defined]

    def address(self) -> str:
        told = self.cleaned_data
        return searches.calls(programmes=told["programmes"], statuses=told["statuses"], words=told["words"])


def portal_programmes() -> list[tuple[str, str]]:
    """By name in the reader's language, with the code that everybody uses."""
    swedish = (get_language() or "sv").startswith("sv")
    named = [
        (number, f"{one.sv if swedish else one.en} ({one.code})")
        for number, one in programmes.BY_NUMBER.items()
        if one.code not in NO_CALLS
    ]
    return sorted(named, key=lambda pair: pair[1].casefold())


class RenameForm(RecordedForm[Subscription]):
    """What the municipality calls a source, and where it sorts it."""

    class Meta:
        model = Subscription
        fields = ["name", "theme"]


class OpmlForm(forms.Form):
    """A list of feeds from another reader."""

    document = UploadField(
        kinds=(".opml", ".xml"), label=_("OPML file"), help_text=_("A list of feeds exported from another reader.")
    )

    def clean_document(self) -> bytes:
        upload = self.cleaned_data["document"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large to be a list of feeds. Export only the list."))
        content: bytes = upload.read()
        return content
