"""Addresses that open one thing to whoever holds them: a private calendar or feed, read by a program that cannot log in.

    address = make(user, "watch.search", search.pk)     # the standing one, or a new one; `address.key` goes into the URL
    address = find(key, "watch.search")                 # None: wrong, revoked, of another purpose or municipality
    with acting_for(address): ...                       # as its owner, with what the owner may see at this moment
    revoke(address)                                     # closed at once, for everyone who holds it

An address opens no more than its owner may see when it is read: ask `address.user.has_perm(…)` within `acting_for`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

from django.core.signing import BadSignature, Signer
from django.db import models
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded
from utblick.tenancy import scope


class SecretAddress(Recorded):
    """What one person's secret address opens: a purpose ("room.thing") and, where there are several, which one of them."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", verbose_name=_("person"))
    purpose = models.CharField(_("what it opens"), max_length=40)
    subject = models.PositiveBigIntegerField(default=0)
    # The key is this, signed: whoever reads the database, a backup or the audit trail has no address from it.
    seed = models.CharField(max_length=64, default=token_hex, unique=True, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = _("secret address")
        verbose_name_plural = _("secret addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user", "purpose", "subject"],
                condition=models.Q(withdrawn_at=None),
                name="secret_address_once_per_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.purpose}"

    @property
    def key(self) -> str:
        if scope.only_looks():
            raise scope.OnlyLooks("a key is its owner's alone")
        return _signer().sign(self.seed)


def make(user: models.Model, purpose: str, subject: int = 0) -> SecretAddress:
    """The standing address of this purpose, or a new one."""
    known = {"user": user, "purpose": purpose, "subject": subject}
    return standing(user, purpose, subject) or SecretAddress.objects.create(**known)


def standing(user: models.Model, purpose: str, subject: int = 0) -> SecretAddress | None:
    return SecretAddress.objects.current().filter(user=user.pk, purpose=purpose, subject=subject).first()


def find(key: str, purpose: str) -> SecretAddress | None:
    """The standing address of the running municipality that has this key."""
    try:
        seed = _signer().unsign(key)
    except BadSignature:
        return None
    rows = SecretAddress.objects.current().filter(seed=seed, purpose=purpose)
    return rows.select_related("user").first()


def revoke(address: SecretAddress) -> None:
    """Close it. The same person's next one for the purpose has another key."""
    address.withdraw()


@contextmanager
def acting_for(address: SecretAddress) -> Iterator[None]:
    """Act as the owner, in the owner's language."""
    here, user = scope.municipality(), address.user
    with scope.acting(here, user):
        secrets = user.has_perm("secrets.view")
    with scope.acting(here, user, sees_secrets=secrets), translation.override(user.language):
        yield


def private(answer: HttpResponse) -> HttpResponse:
    """Kept by no cache and no search engine on its way."""
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    # To no other site. "no-referrer" would make browsers send "Origin: null" with the forms of the page, which are then refused.
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _signer() -> Signer:
    return Signer(salt="utblick.accounts.secret_address", sep=".")
