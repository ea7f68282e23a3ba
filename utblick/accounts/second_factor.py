"""Who must have a second factor, where the installation asks for it (UTBLICK_REQUIRE_MFA)."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.accounts.sessions import by_provider

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# Log-in itself, the choice of the factor and the way out; the language; what is there for everybody.
OPEN = ("/log-in/", "/language/", "/public/", "/ui/")


def second_factor_where_required(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not settings.REQUIRE_MFA or not isinstance(user, User) or request.path.startswith(OPEN):
            return get_response(request)
        if was_asked_elsewhere(request) or not lacks(user):
            return get_response(request)
        messages.warning(
            request, _("Choose a second factor first: with your role you log in with more than a password.")
        )
        return redirect(reverse("mfa_index"))

    return middleware


def was_asked_elsewhere(request: HttpRequest) -> bool:
    """Whether the identity provider that the visitor came in by asked for more than one factor."""
    return any(one["second_factor"] for one in by_provider(request))


def lacks(user: User) -> bool:
    """Whether this person can change others' roles, or runs the installation, and has no second factor."""
    must = user.is_operator or user.has_perm("accounts.change")
    return must and not is_mfa_enabled(user, FACTORS)
