"""What is asked when a source is added."""

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.watch.models import Source
from utblick.watch.opml import MOST_BYTES


class AddressForm(forms.Form):
    """The one thing needed: an address. A portal's search is its query."""

    address = forms.CharField(
        label=_("Address"),
        max_length=1000,
        help_text=_("A feed, or a web page that has one: https://example.org/news. For TED, its search query."),
    )
    connector = forms.ChoiceField(label=_("Kind"), choices=Source.Kind.choices, initial=Source.Kind.FEED)


class SubscribeForm(AddressForm):
    """The address that was looked at, and what the municipality calls the source."""

    name = forms.CharField(label=_("Name"), max_length=200)
    theme = forms.CharField(label=_("Theme"), max_length=100, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["address"].widget = forms.HiddenInput()
        self.fields["connector"].widget = forms.HiddenInput()


class OpmlForm(forms.Form):
    """A list of feeds from another reader."""

    document = forms.FileField(label=_("OPML file"), help_text=_("A list of feeds exported from another reader."))

    def clean_document(self) -> bytes:
        upload = self.cleaned_data["document"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large to be a list of feeds. Export only the list."))
        content: bytes = upload.read()
        return content
