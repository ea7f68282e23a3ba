"""Each log-in that was tried stands in the log: whose account, by its number alone, by which ways, and whether it was let in."""

import logging
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

from utblick.accounts.models import User

logger = logging.getLogger("utblick.accounts")


def tell_let_in(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """At Django's signal for a log-in, when all steps are done."""
    ways = [str(one.get("type") or one["method"]) for one in get_authentication_records(request, user)]
    logger.info("User %s logged in by %s", user.pk, "+".join(ways) or "other means")


def tell_refused(sender: object, credentials: dict[str, Any], **kwargs: Any) -> None:
    """At Django's signal for a wrong password. An unknown address is looked up as a known one is, and takes as long."""
    known = _known(str(credentials.get("email", "")))
    logger.warning("A log-in by password was refused: user %s", known or "unknown")


def tell_stopped(address: str) -> None:
    """A log-in that is not even tried, since too many were."""
    logger.warning("A log-in by password was not tried, after too many: user %s", _known(address) or "unknown")


def tell_step_refused(sender: object, user: User, **kwargs: Any) -> None:
    """At allauth's signal for a wrong code, or a passkey that is not the person's."""
    logger.warning("A second step was refused: user %s", user.pk)


def _known(address: str) -> int | None:
    return User.objects.filter(email__iexact=address).values_list("pk", flat=True).first()
