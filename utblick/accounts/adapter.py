"""How log-in behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest

from utblick.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: a coordinator gives a person a role (members page) or the `municipality` command does.

    A person's address is the one on the user; allauth's own table of addresses is not kept.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        return None

    def reauthenticate(self, user: User, password: str) -> bool:
        known = self.authenticate(context.request, email=user.email, password=password)
        return known is not None and known.pk == user.pk

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, context, email or user.email)
