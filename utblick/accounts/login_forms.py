"""allauth's forms in our words: the labels, the order and no placeholders, which vanish when one begins to write."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User

LABELS: dict[str, Any] = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Password now"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "code": _("Code"),
    "name": _("Name"),
    "passwordless": _("Log in without a password"),
}
HINTS: dict[str, Any] = {
    "password1": _("At least 12 characters. Several words that do not belong together are easy to keep in mind."),
    "passwordless": _("The device then asks for fingerprint, face or its own code."),
}


class OurWords(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name) or field.label
            field.widget.attrs.pop("placeholder", None)
            if name in HINTS:
                field.help_text = str(HINTS[name])


class LogIn(OurWords, account.LoginForm):  # type: ignore[misc]
    pass


class ResetPassword(OurWords, account.ResetPasswordForm):  # type: ignore[misc]
    users: Any

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """For nobody as much is done as for somebody: how long it takes must not tell who has an account."""
        self.users = self.users or [User(pk=0, email=self.cleaned_data["email"])]
        return str(super().save(request, **kwargs))


class ResetPasswordKey(OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ChangePassword(OurWords, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class Reauthenticate(OurWords, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class Authenticate(OurWords, factor.AuthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateByCode(OurWords, factor.ReauthenticateForm):  # type: ignore[misc]
    pass


class ConnectApp(OurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    pass


class AddPasskey(OurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskey(OurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    pass
