"""How log-in behaves here."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from utblick.accounts import kept_secrets
from utblick.accounts.models import User
from utblick.accounts.sessions import BY_PROVIDER, renew_key
from utblick.accounts.tried import tell_stopped

logger = logging.getLogger("utblick.accounts")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: a coordinator gives a person a role (members page) or the `municipality` command does.

    A person's address is the one on the user; allauth's own table of addresses is not kept.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The password is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Who comes in by an identity provider that is the only way in has no other, once past the password."""
        methods = [one["method"] for one in get_authentication_records(request, user)]
        only = user.identities.filter(withdrawn_at=None, provider__withdrawn_at=None, provider__is_only_way=True)
        if BY_PROVIDER not in methods[-1:] and (identity := only.select_related("provider").first()):
            messages.error(request, _("With your account you log in by %(way)s.") % {"way": identity.provider})
            return redirect("account_login")
        return super().pre_login(request, user, **kwargs)  # type: ignore[no-any-return]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            tell_stopped(str(credentials.get("email", "")))
            raise

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        return None

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """To an address that nobody has, a letter that says so (login_forms.py)."""
        if user.pk:
            super().send_password_reset_mail(user, email, context)
        else:
            self.send_mail("account/email/unknown_account", email, context)

    def reauthenticate(self, user: User, password: str) -> bool:
        known = self.authenticate(context.request, email=user.email, password=password)
        if known is None or known.pk != user.pk:
            return False
        renew_key(context.request)
        return True

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth counts for each host name apart; with a wildcard in UTBLICK_HOSTS a guesser would have endless counts.
        return str(credentials.get("email", "")).lower()


class FactorUnreadable(ValidationError):
    """What a form tells; a page that only counts the codes that are left shows none, so that new ones can be made."""

    silent_variable_failure = True


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets are encrypted in the database."""

    def encrypt(self, text: str) -> str:
        return kept_secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return kept_secrets.decrypt(encrypted_text)
        except kept_secrets.Unreadable as error:
            logger.error("A second factor cannot be read: is the signing key before in UTBLICK_OLD_SECRET_KEYS?")
            told = _("Your second factor cannot be read here any more. Ask whoever runs Utblick to take it away.")
            raise FactorUnreadable(told) from error
