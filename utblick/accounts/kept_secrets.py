"""Secrets that must be read back, kept encrypted in the database: who has a copy of it alone has none of them.

The key is made of the signing key, for this purpose alone. What was kept in clear before, or under an older signing key
(SECRET_KEY_FALLBACKS), is read all the same, and encrypted anew each night.

What encrypts is loaded when there is a secret to read or to keep: the models need it not.
"""

import base64
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from utblick.tenancy import scope

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

logger = logging.getLogger("utblick.accounts")

PURPOSE = b"utblick.accounts: secrets that are kept"
ENCRYPTED = "gAAAAA"
"""What each of Fernet's tokens begins with, and neither an app's secret (A-Z, 2-7) nor the codes' seed (0-9, a-f) does."""
FIELDS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class Unreadable(Exception):
    """The secret was kept under a signing key that is no longer known."""


class KeepsSecret(models.Model):
    """Has a secret of its own, by `keep` and `reveal`; its columns are never shown, exported or told in the trail."""

    # In clear, from before anything was encrypted, or by the version before while an upgrade runs: emptied by night.
    secret = models.CharField(max_length=200, blank=True, default="", editable=False)
    kept_secret = models.TextField(blank=True, default="", db_default="", editable=False)

    kept_out = frozenset({"secret", "kept_secret"})

    class Meta:
        abstract = True

    def keep(self, secret: str) -> None:
        """In place of what was there; saved with the object."""
        self.secret, self.kept_secret = "", encrypt(secret) if secret else ""

    def reveal(self) -> str:
        """Empty where there is none. Raises Unreadable."""
        # One in clear is the newer: this version writes none.
        return self.secret or (decrypt(self.kept_secret) if self.kept_secret else "")


def encrypt(secret: str) -> str:
    return _by(settings.SECRET_KEY).encrypt(secret.encode()).decode()


def decrypt(kept: str) -> str:
    """The secret, also where it was kept in clear. Raises Unreadable."""
    if not kept.startswith(ENCRYPTED):
        return kept
    from cryptography.fernet import InvalidToken, MultiFernet

    keys = MultiFernet([_by(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])
    try:
        return keys.decrypt(kept).decode()
    except InvalidToken as error:
        raise Unreadable from error


def encrypt_anew() -> None:
    """Put every secret under the signing key in use, so that the one before it can be done without."""
    factors = Authenticator.objects.filter(type__in=FIELDS).values_list("pk", flat=True)
    _each(factors, _encrypt_factor_anew, "second factors")
    with scope.everywhere():
        for model in apps.get_models():
            if issubclass(model, KeepsSecret):
                keys = model._base_manager.values_list("pk", flat=True)
                _each(keys, partial(_encrypt_row_anew, model), str(model._meta.label))


def _each(keys: "models.QuerySet[models.Model, int]", encrypt_one: Callable[[int], None], whose: str) -> None:
    unreadable = 0
    for pk in keys:
        try:
            encrypt_one(pk)
        except Unreadable:
            unreadable += 1
    if unreadable:
        told = "%s secrets of %s cannot be read: is the signing key before in UTBLICK_OLD_SECRET_KEYS?"
        logger.error(told, unreadable, whose)


@transaction.atomic
def _encrypt_factor_anew(pk: int) -> None:
    # Locked, since a recovery code that is used at this moment is marked in the same field.
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if factor is None:
        return
    field = FIELDS[factor.type]
    if not _is_up_to_date(factor.data[field]):
        factor.data[field] = encrypt(decrypt(factor.data[field]))
        factor.save(update_fields=["data"])


@transaction.atomic
def _encrypt_row_anew(model: type[KeepsSecret], pk: int) -> None:
    """No change that somebody made, and so no entry of the trail."""
    row = model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row and (row.secret or (row.kept_secret and not _is_up_to_date(row.kept_secret))):
        row.keep(row.reveal())
        # Not through the model's own update(), which refuses.
        rows = model._base_manager.filter(pk=pk)
        models.QuerySet.update(rows, secret=row.secret, kept_secret=row.kept_secret)


def _is_up_to_date(kept: str) -> bool:
    from cryptography.fernet import InvalidToken

    try:
        _by(settings.SECRET_KEY).decrypt(kept)
    except InvalidToken:
        return False
    return True


def _by(signing_key: str) -> "Fernet":
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(signing_key.encode())
    return Fernet(base64.urlsafe_b64encode(made))
