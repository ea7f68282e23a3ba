"""The way to a provider and back."""

import logging
import time
from secrets import token_urlsafe
from typing import Any, TypedDict
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from utblick.accounts.roles import open_to_all
from utblick.accounts.sessions import BY_PROVIDER
from utblick.federation import oidc, saml
from utblick.federation.admission import admit
from utblick.federation.models import IdentityProvider
from utblick.federation.refusals import WORDS
from utblick.federation.told import NotLetIn, Told

logger = logging.getLogger("utblick.federation")

ASKED = "asked_of_providers"
OPEN_FOR = 600
"""Seconds that an answer may take."""
# Each with ask(), way_there() and read().
PROTOCOLS: dict[str, Any] = {IdentityProvider.Kind.OIDC: oidc, IdentityProvider.Kind.SAML: saml}
AT_ONCE = 5
"""Windows in which one visitor may be logging in."""


class Asked(TypedDict):
    provider: int
    at: float
    next: str
    question: Any


@open_to_all
@require_safe
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the visitor to the provider. A link and not a form: the policy of our pages lets forms lead nowhere else."""
    provider = get_object_or_404(IdentityProvider.objects.current(), pk=pk)
    try:
        _count(request)
        protocol, state = PROTOCOLS[provider.kind], token_urlsafe(32)
        question = protocol.ask(request.build_absolute_uri(provider.way_back()))
        there = protocol.way_there(provider, question, state)
    except NotLetIn as refused:
        return _refuse(request, provider, refused)
    wanted = request.GET.get("next", "")
    # Within this municipality's own address, and to no other host that the installation answers at.
    onward = wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""
    _keep(request, state, Asked(provider=pk, at=time.time(), next=onward, question=question))
    return redirect(there)


@open_to_all
@require_safe
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """The visitor comes back with the provider's answer: logged in, or told why not."""
    provider = get_object_or_404(IdentityProvider.objects.current(), pk=pk)
    try:
        _count(request)
        asked = _taken(request, pk)
        told = PROTOCOLS[provider.kind].read(provider, asked["question"], request.GET.dict())
        return _let_in(request, provider, told, asked["next"])
    except NotLetIn as refused:
        return _refuse(request, provider, refused)


@open_to_all
@csrf_exempt
@require_POST
def take_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What a provider by SAML lets the browser post here, handed on to the page that knows who asked."""
    provider = get_object_or_404(IdentityProvider.objects.current(), pk=pk, kind=IdentityProvider.Kind.SAML)
    packed, state = request.POST.get("SAMLResponse", ""), request.POST.get("RelayState", "")
    try:
        _count(request)
        if not packed or len(packed) > saml.LARGEST:
            raise NotLetIn("not_proved", f"{len(packed)} characters")
        # Nothing is kept that the provider has not signed.
        saml.opened(provider, packed, request.build_absolute_uri(provider.way_back()))
    except NotLetIn as refused:
        return _refuse(request, provider, refused)
    way = urlencode({"state": state[:100], "ticket": saml.put_aside(packed)})
    return redirect(f"{reverse('federated:back', args=[pk])}?{way}")


@open_to_all
@require_safe
def metadata(request: HttpRequest, pk: int) -> HttpResponse:
    """What a provider by SAML reads of us."""
    provider = get_object_or_404(IdentityProvider.objects.current(), pk=pk, kind=IdentityProvider.Kind.SAML)
    written = saml.our_metadata(provider, request.build_absolute_uri(provider.way_back()))
    return HttpResponse(written, content_type="application/samlmetadata+xml")


def _count(request: HttpRequest) -> None:
    # By default allauth counts no GET.
    if not ratelimit.consume(request, app="allauth.account", action="log_in_by_provider", limit_get=True):
        raise NotLetIn("too_often")


def _keep(request: HttpRequest, state: str, asked: Asked) -> None:
    kept: dict[str, Asked] = request.session.get(ASKED, {})
    newest = sorted(kept.items(), key=lambda one: one[1]["at"])[-(AT_ONCE - 1) :]
    request.session[ASKED] = {**dict(newest), state: asked}


def _taken(request: HttpRequest, provider: int) -> Asked:
    """What was asked in this browser, of this provider; an answer is taken once."""
    kept: dict[str, Asked] = request.session.get(ASKED, {})
    asked = kept.pop(request.GET.get("state", ""), None)
    request.session[ASKED] = kept
    if asked is None or asked["provider"] != provider or time.time() - asked["at"] > OPEN_FOR:
        raise NotLetIn("too_late")
    return asked


def _let_in(request: HttpRequest, provider: IdentityProvider, told: Told, wanted: str) -> HttpResponse:
    user = admit(provider, told)
    if request.user.is_authenticated:
        logout(request)
    is_strong = provider.is_strong(told.assurance)
    record_authentication(request, user, method=BY_PROVIDER, provider=provider.pk, second_factor=is_strong)
    # Who has been asked for two factors there is not asked for ours on top.
    stages = {"stages": {"mfa_authenticate": {"handled": True}}} if is_strong else {}
    logger.info("User %s came in by provider %s", user.pk, provider.pk)
    login = Login(user=user, email=user.email, redirect_url=wanted or None, state=stages)
    answer: HttpResponse = perform_login(request, login)
    return answer


def _refuse(request: HttpRequest, provider: IdentityProvider, refused: NotLetIn) -> HttpResponse:
    logger.warning("Nobody came in by provider %s: %s %r", provider.pk, refused.code, refused.detail)
    context = {"provider": provider, "reason": WORDS[refused.code], "code": refused.code}
    return render(request, "federation/refused.html", context, status=429 if refused.code == "too_often" else 403)
