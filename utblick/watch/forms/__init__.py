"""What the watch asks its users."""

from utblick.watch.forms.deciding import AssignForm, DecisionForm, TogetherForm
from utblick.watch.forms.filters import InboxFilter
from utblick.watch.forms.sources import AddressForm, CallsForm, OpmlForm, SubscribeForm, TendersForm

__all__ = [
    "AddressForm",
    "AssignForm",
    "CallsForm",
    "DecisionForm",
    "InboxFilter",
    "OpmlForm",
    "SubscribeForm",
    "TendersForm",
    "TogetherForm",
]
