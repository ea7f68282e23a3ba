"""Who must have a second factor, where the installation asks for it (UTBLICK_REQUIRE_MFA)."""

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from utblick.accounts import links
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
        if not is_demanded_of(user, request) or is_mfa_enabled(user, FACTORS):
            return get_response(request)
        messages.warning(request, _what_to_do(user))
        return redirect(reverse("mfa_index"))

    return middleware


def is_demanded_of(user: User, request: HttpRequest) -> bool:
    """Of who can change others' roles or runs the installation; where it is of all, of everybody but who came by a mailed link.

    Of nobody whose identity provider has asked for it, and not of the person as whom support looks in: the operator had one.
    """
    if was_asked_elsewhere(request) or hasattr(request, "visit"):
        return False
    return _may_most(user) or (settings.REQUIRE_MFA_OF_ALL and not _came_by_link(request))


def _may_most(user: User) -> bool:
    return user.is_operator or user.has_perm("accounts.change")


def _came_by_link(request: HttpRequest) -> bool:
    return any(one["method"] == links.BY_LINK for one in get_authentication_records(request, request.user))


def _what_to_do(user: User) -> str:
    if _may_most(user):
        return _("Choose a second factor first: with your role you log in with more than a password.")
    if links.holder(user.email):
        return _(
            "Choose a second factor first, or log out and have a link mailed: here a password alone is not enough."
        )
    return _("Choose a second factor first: here a password alone is not enough.")


def was_asked_elsewhere(request: HttpRequest) -> bool:
    """Whether the identity provider that the visitor came in by asked for more than one factor."""
    return any(one["second_factor"] for one in by_provider(request))
