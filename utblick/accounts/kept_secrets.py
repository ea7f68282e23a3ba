"""Secrets that must be read back, kept encrypted in the database: who has a copy of it alone has none of them.

The key is made of the signing key, for this purpose alone. What was kept in clear before, or under an older signing key
(SECRET_KEY_FALLBACKS), is read all the same, and encrypted anew each night.
"""

import base64
import logging

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction

logger = logging.getLogger("utblick.accounts")

PURPOSE = b"utblick.accounts: secrets that are kept"
ENCRYPTED = "gAAAAA"
"""What each of Fernet's tokens begins with, and neither an app's secret (A-Z, 2-7) nor the codes' seed (0-9, a-f) does."""
FIELDS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class Unreadable(Exception):
    """The secret was kept under a signing key that is no longer known."""


def encrypt(secret: str) -> str:
    return _by(settings.SECRET_KEY).encrypt(secret.encode()).decode()


def decrypt(kept: str) -> str:
    """The secret, also where it was kept in clear. Raises Unreadable."""
    if not kept.startswith(ENCRYPTED):
        return kept
    keys = MultiFernet([_by(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])
    try:
        return keys.decrypt(kept).decode()
    except InvalidToken as error:
        raise Unreadable from error


def encrypt_anew() -> None:
    """Put every second factor's secret under the signing key in use, so that the one before it can be done without."""
    unreadable = 0
    for pk in Authenticator.objects.filter(type__in=FIELDS).values_list("pk", flat=True):
        try:
            _encrypt_anew(pk)
        except Unreadable:
            unreadable += 1
    if unreadable:
        told = "%s secrets of second factors cannot be read: is the signing key before in UTBLICK_OLD_SECRET_KEYS?"
        logger.error(told, unreadable)


@transaction.atomic
def _encrypt_anew(pk: int) -> None:
    # Locked, since a recovery code that is used at this moment is marked in the same field.
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if factor is None:
        return
    field = FIELDS[factor.type]
    if not _is_up_to_date(factor.data[field]):
        factor.data[field] = encrypt(decrypt(factor.data[field]))
        factor.save(update_fields=["data"])


def _is_up_to_date(kept: str) -> bool:
    try:
        _by(settings.SECRET_KEY).decrypt(kept)
    except InvalidToken:
        return False
    return True


def _by(signing_key: str) -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(signing_key.encode())
    return Fernet(base64.urlsafe_b64encode(made))
