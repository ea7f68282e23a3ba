"""The pages of partners."""

from utblick.partners.views.organisations import add, edit, likeness, listed, organisation
from utblick.partners.views.relations import (
    add_agreement,
    add_contact,
    add_person,
    edit_agreement,
    edit_contact,
    edit_person,
)
from utblick.partners.views.undoing import restore, restore_part, withdraw, withdraw_part

__all__ = [
    "add",
    "add_agreement",
    "add_contact",
    "add_person",
    "edit",
    "edit_agreement",
    "edit_contact",
    "edit_person",
    "likeness",
    "listed",
    "organisation",
    "restore",
    "restore_part",
    "withdraw",
    "withdraw_part",
]
