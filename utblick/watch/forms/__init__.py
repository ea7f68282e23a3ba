"""What the watch asks its users."""

from utblick.watch.forms.deciding import AnswerForm, AssignForm, DecisionForm, SnoozeForm, TogetherForm
from utblick.watch.forms.filters import InboxFilter
from utblick.watch.forms.handing_in import ColumnsForm, FileForm, PageFoundForm
from utblick.watch.forms.sources import (
    AddressForm,
    CallsForm,
    OpmlForm,
    PageForm,
    RenameForm,
    SubscribeForm,
    TendersForm,
)

__all__ = [
    "AddressForm",
    "AnswerForm",
    "AssignForm",
    "CallsForm",
    "ColumnsForm",
    "DecisionForm",
    "FileForm",
    "InboxFilter",
    "OpmlForm",
    "PageForm",
    "PageFoundForm",
    "RenameForm",
    "SnoozeForm",
    "SubscribeForm",
    "TendersForm",
    "TogetherForm",
]
