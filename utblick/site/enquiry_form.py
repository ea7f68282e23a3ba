"""The form in which a company asks about coming here, in five languages."""

from typing import Any

from django import forms

from utblick.establishment.models import Enquiry, VacantSite
from utblick.establishment.words import words
from utblick.site.guest_form import GuestForm
from utblick.ui.fields import AmountField, CountField


class EnquiryForm(GuestForm):
    company = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"}))
    country = forms.ChoiceField()
    name = forms.CharField(max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    phone = forms.CharField(
        max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
    )
    message = forms.CharField(max_length=4_000, widget=forms.Textarea(attrs={"rows": 6}))
    site: forms.ModelChoiceField[VacantSite] = forms.ModelChoiceField(queryset=None, required=False)
    wanted = forms.ChoiceField()
    area = CountField(required=False, min_value=1)
    power = AmountField(required=False, max_digits=8)
    staff = CountField(required=False, max_value=100_000)
    start = forms.ChoiceField()

    labels = {
        "company": "company",
        "country": "your_country",
        "name": "your_name",
        "email": "your_email",
        "phone": "phone",
        "message": "message",
        "site": "about_site",
        "wanted": "wanted",
        "area": "area_wanted",
        "power": "power_wanted",
        "staff": "staff",
        "start": "start",
    }
    hints = {"message": "message_hint"}
    faults = {
        "country": "bad_choice",
        "email": "bad_email",
        **dict.fromkeys(("site", "wanted", "start"), "pick"),
        **dict.fromkeys(("area", "power", "staff"), "bad_figure"),
    }
    lines = ("company", "name", "phone")

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        said = words(language)
        super().__init__(*args, said=said, language=language, **kwargs)
        fields: Any = self.fields
        fields["wanted"].choices = [(one, said[one]) for one in Enquiry.Wanted.values]
        fields["start"].choices = [(one, said[one]) for one in Enquiry.Start.values]
        self.initial.setdefault("wanted", Enquiry.Wanted.EITHER)
        self.initial.setdefault("start", Enquiry.Start.OPEN)
        fields["site"].queryset = VacantSite.objects.published()
        fields["site"].empty_label = said["no_site"]
        fields["site"].label_from_instance = lambda site: site.said("name", language)[0]
