"""Keys with which another program reads what their owner may see (outreach/api).

    key, secret = make(user, name="Diariet", scopes=["goals.view"], expires_on=day)   # `secret` is told once, and not kept
    key = find(secret)                     # None: wrong, revoked, out of date, or of another municipality
    key.opens("goals.view")                # its scopes, and what its owner may at this moment
    revoke(key)                            # closed at once

A scope is a permission of accounts/roles.py, so that nothing has to be translated between the two.
"""

from datetime import date
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded

if TYPE_CHECKING:
    from utblick.accounts.models import User

BEGINNING = "utblick_"
"""What every key begins with, so that programs that look for lost secrets know one."""
SCOPES = {
    "goals.view": _("Governing documents and goals"),
    "watch.view": _("The inbox and the decisions"),
    "initiatives.view": _("Initiatives and results"),
    "partners.view": _("Partners and agreements"),
    "followup.view": _("Follow-up reports"),
}


class ApiKey(Recorded):
    """One program's right to read for one person. The key itself is kept only as its digest."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", editable=False)
    name = models.CharField(_("what reads with it"), max_length=100, help_text=_("For example “The case register”."))
    scopes = models.JSONField(_("may read"), default=list)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=16, editable=False)  # its first characters, to tell one from another
    expires_on = models.DateField(_("valid until"))  # inclusive
    used_on = models.DateField(null=True, editable=False)

    unrecorded = Recorded.unrecorded | {"used_on"}

    class Meta(Recorded.Meta):
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_names(self) -> list[str]:
        return [str(name) for scope, name in SCOPES.items() if scope in self.scopes]

    @property
    def is_out_of_date(self) -> bool:
        return self.expires_on < timezone.localdate()

    def opens(self, scope: str) -> bool:
        return scope in self.scopes and self.user.is_active and self.user.has_perm(scope)


def make(user: "User", *, name: str, scopes: list[str], expires_on: date) -> tuple[ApiKey, str]:
    """The key, and its secret text, which cannot be had again."""
    secret = BEGINNING + token_urlsafe(32)
    hint = secret[: len(BEGINNING) + 4]
    facts = {"name": name, "scopes": scopes, "expires_on": expires_on, "hint": hint, "digest": _digest(secret)}
    return ApiKey.objects.create(user=user, **facts), secret


def find(secret: str) -> ApiKey | None:
    """The standing key of the running municipality. That it was used is noted, once a day."""
    rows = ApiKey.objects.current().filter(digest=_digest(secret), expires_on__gte=timezone.localdate())
    found: ApiKey | None = rows.select_related("user").first()
    if found and found.used_on != timezone.localdate():
        models.QuerySet.update(ApiKey.objects.filter(pk=found.pk), used_on=timezone.localdate())
    return found


def revoke(key: ApiKey) -> None:
    key.withdraw()


def _digest(secret: str) -> str:
    # 256 random bits need no salt and no slow hash: there is nothing to guess.
    return sha256(secret.encode(errors="replace")).hexdigest()
