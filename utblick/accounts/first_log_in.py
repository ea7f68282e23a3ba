"""The mail by which a person who was given a role logs in for the first time."""

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from utblick.accounts.models import User


def mail_first_log_in(request: HttpRequest, user: User) -> None:
    """The mail is allauth's own for a new password: the same link, the same limits."""
    form = ResetPasswordForm({"email": user.email})
    if form.is_valid():
        form.save(request)
