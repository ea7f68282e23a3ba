"""What is asked about a webhook."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from utblick.journal.forms import RecordedForm
from utblick.outreach.models import Webhook
from utblick.outreach.models.webhooks import Event
from utblick.watch import troubles
from utblick.watch.errors import Refused
from utblick.watch.reach import check_url

CHOSEN = [(event.value, event.label) for event in Event if event is not Event.TEST]


class WebhookForm(RecordedForm[Webhook]):
    events = forms.MultipleChoiceField(
        label=_("Is told when"),
        choices=CHOSEN,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one event.")},
    )

    class Meta:
        model = Webhook
        fields = ["name", "url", "events"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].help_text = _("Begins with https://. Addresses within a private network are refused.")

    def clean_url(self) -> str:
        """What the address alone tells; where its name leads is checked each time something is sent."""
        url: str = self.cleaned_data["url"]
        try:
            check_url(url, settings.FETCH_ALLOW)
        except Refused as refused:
            raise forms.ValidationError(troubles.words_of(refused.code), code=refused.code) from refused
        if urlsplit(url).scheme != "https" and not settings.FETCH_ALLOW:
            raise forms.ValidationError(_("The address must begin with https://."), code="scheme")
        return url
