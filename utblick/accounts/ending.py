"""Ends log-ins: all sessions that a person has, and a second factor that was lost."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.accounts.roles import municipalities_of
from utblick.journal.models import Entry, record
from utblick.tenancy import scope


def newest_first(user: User) -> list[UserSession]:
    """Where the person is logged in, the one that was seen last first."""
    found: list[UserSession] = UserSession.objects.purge_and_list(user)
    return sorted(found, key=lambda one: one.last_seen_at, reverse=True)


def end_sessions(user: User) -> int:
    """Log this person out everywhere, at the next click. Returns how many sessions there were."""
    sessions = UserSession.objects.purge_and_list(user)
    for session in sessions:
        session.end()
    return len(sessions)


def log_out(user: User) -> int:
    """End the sessions of somebody else; it stands in the audit trail of each municipality where the person has a role."""
    count = end_sessions(user)
    if count:
        _record_in_each_trail(user, {"sessions": count}, {"sessions": 0})
    return count


def remove_second_factor(user: User, *, reason: str) -> None:
    """Passkeys, app and recovery codes, so that the password alone opens the account again; the person is told by mail.

    It stands in the audit trail of each municipality where the person has a role.
    """
    with transaction.atomic():
        factors = Authenticator.objects.filter(user=user)
        had = sorted(factors.values_list("type", flat=True))
        factors.delete()
        end_sessions(user)
        _record_in_each_trail(user, {"second_factor": had}, {"second_factor": [], "remark": reason})
    with translation.override(user.language):
        _letter(user).send()


def _record_in_each_trail(user: User, before: dict[str, Any], after: dict[str, Any]) -> None:
    by = scope.current().user
    for municipality in municipalities_of(user):
        with scope.acting(municipality, by):
            record(user, Entry.Act.CHANGED, before=before, after=after)


def _letter(user: User) -> EmailMessage:
    return EmailMessage(
        subject=_("Your second factor in Utblick has been removed"),
        body=render_to_string("accounts/mail/second_factor_removed.txt", {"person": user}),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
