"""What this room holds of people."""

from utblick.accounts.processing import ACCOUNTS

DECLARED = {ACCOUNTS: {"federation.identity": ("user", "subject")}}
NOT_PERSONAL = {"federation.identityprovider": ("name", "address_claim")}
