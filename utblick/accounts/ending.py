"""Ends log-ins: one session, or all that a person has."""

from allauth.usersessions.models import UserSession

from utblick.accounts.models import User


def end_sessions(user: User) -> int:
    """Log this person out everywhere, at the next click. Returns how many sessions there were."""
    sessions = UserSession.objects.purge_and_list(user)
    for session in sessions:
        session.end()
    return len(sessions)
