"""Two rules for passwords beside Django's own: not endless, and not made of the words that anybody here would guess first.

The list that ASVS 6.1.2 asks for is WORDS, and the name of each municipality of the installation.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from utblick.accounts.models import Municipality

MAXIMUM = 128
WORDS = (
    "utblick", "kommun", "municipality", "internationell", "international", "samordnare", "coordinator", "kommunstyrelsen",
    "styrelse", "lösenord", "losenord", "password", "inloggning", "login", "välkommen", "valkommen", "welcome", "sommar",
    "vinter", "höst", "vår", "sverige", "sweden",
)  # fmt: skip
# Letters that must be left when those words are taken away.
OF_ITS_OWN = 8


class MaximumLength:
    """Room for any passphrase, none for a megabyte that the server would have to hash."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > MAXIMUM:
            raise ValidationError(_("Use at most %(count)d characters.") % {"count": MAXIMUM}, code="too_long")

    def get_help_text(self) -> str:
        return ""


class NotTheWordsOfThisPlace:
    """Refuses “Utblick2026!!” and “StrömsundsKommun1”: digits and signs around words that stand on the page itself."""

    def validate(self, password: str, user: Any = None) -> None:
        if not any(word in password.lower() for word in _words()):
            return
        if len(_own_letters(password.lower())) < OF_ITS_OWN:
            raise ValidationError(
                _("This password is made of words that are easy to guess here. Choose other words."), code="local_words"
            )

    def get_help_text(self) -> str:
        return ""


def _own_letters(password: str) -> str:
    for word in sorted(_words(), key=len, reverse=True):
        password = password.replace(word, "")
    return re.sub(r"[\W\d_]", "", password)


def _words() -> set[str]:
    return {*WORDS, *(name.lower() for name in Municipality.objects.values_list("name", flat=True))}
