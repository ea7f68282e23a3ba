"""The pages of partners."""

from utblick.partners.views.agreements import (
    add_agreement,
    add_party,
    agreement,
    agreement_document,
    edit_agreement,
    remove_party,
    restore_party,
)
from utblick.partners.views.organisations import add, edit, likeness, listed, organisation
from utblick.partners.views.relations import add_contact, add_person, edit_contact, edit_person
from utblick.partners.views.undoing import restore, restore_part, withdraw, withdraw_part

__all__ = [
    "add",
    "add_agreement",
    "add_contact",
    "add_party",
    "add_person",
    "agreement",
    "agreement_document",
    "edit",
    "edit_agreement",
    "edit_contact",
    "edit_person",
    "likeness",
    "listed",
    "organisation",
    "remove_party",
    "restore",
    "restore_part",
    "restore_party",
    "withdraw",
    "withdraw_part",
]
