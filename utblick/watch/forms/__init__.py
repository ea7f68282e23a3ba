"""What the watch asks its users."""

from utblick.watch.forms.deciding import AssignForm, DecisionForm
from utblick.watch.forms.filters import InboxFilter
from utblick.watch.forms.sources import AddressForm, OpmlForm, SubscribeForm

__all__ = ["AddressForm", "AssignForm", "DecisionForm", "InboxFilter", "OpmlForm", "SubscribeForm"]
