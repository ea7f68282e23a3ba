"""What a local actor wants, and whether the one who is logged in wants it by mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.journal.forms import RecordedForm
from utblick.ui.code_fields import CountriesField, LanguagesField
from utblick.watch.models import ActorQuestion, ActorWishes, Item, OwnAnswer


class WishesForm(RecordedForm[ActorWishes]):
    kinds = forms.MultipleChoiceField(
        label=_("What do you want to hear of?"),
        required=False,
        choices=[(kind.value, kind.label) for kind in map(Item.Kind, ActorWishes.FITTING)],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none for all of them; a school or association then hears of no tenders."),
    )
    mails_me = forms.BooleanField(
        label=_("Mail me"), required=False, help_text=_("For you alone, not your colleagues.")
    )

    field_order = ["mails_me", "rhythm", "kinds", "countries", "languages"]

    class Meta:
        model = ActorWishes
        fields = ["rhythm", "kinds", "countries", "languages"]
        field_classes = {"countries": CountriesField, "languages": LanguagesField}
        labels = {"rhythm": _("How often?")}
        help_texts = {
            "rhythm": _("Holds for all who log in for you."),
            "countries": _("For example Norway, Finland. Empty for all; what names no country is always shown."),
            "languages": _("For example Swedish, Norwegian, English. Empty for all."),
        }
        widgets = {"rhythm": forms.RadioSelect}

    def __init__(self, *args: Any, mails_me: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mails_me"].initial = mails_me


class OwnAnswerForm(forms.Form):
    """What a local actor answers when it is asked about an item: its two buttons, and a sentence."""

    verdict = forms.ChoiceField(choices=OwnAnswer.Verdict.choices)
    text = forms.CharField(
        label=_("In your own words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, asked: ActorQuestion) -> None:
        # Several stand on one page.
        super().__init__(data, auto_id=f"answer-{asked.pk}-%s", initial={"text": asked.answer_text})
