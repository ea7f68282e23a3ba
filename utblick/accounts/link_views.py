"""Asking for a link that logs in, and opening it."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from utblick.accounts import links, secret_address, tasks
from utblick.accounts.models import LogInLink
from utblick.accounts.roles import open_to_all
from utblick.tenancy import scope


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


@open_to_all
@sensitive_post_parameters("email")
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Known address or not, the answer is the same, and takes as long. The link leads on to where its asker was on the way."""
    leads_to = _leads_to(request)
    if request.user.is_authenticated:
        return redirect(leads_to or "desk:home")
    form = LinkForm(request.POST if request.method == "POST" else None)
    is_sent = form.is_valid() and _is_let(request, form)
    if is_sent:
        user = links.holder(form.cleaned_data["email"])
        tasks.mail_log_in_link.enqueue(scope.municipality_id(), user.pk if user else 0, leads_to)
    status = 422 if form.errors else 200
    return render(
        request, "accounts/ask_for_link.html", {"form": form, "is_sent": is_sent, "leads_to": leads_to}, status=status
    )


def _is_let(request: HttpRequest, form: LinkForm) -> bool:
    key = form.cleaned_data["email"].lower()
    if not ratelimit.consume(request, action="log_in_link", key=key):
        form.add_error(None, _("A link has been asked for several times. Look in your mail, or try again in an hour."))
    return not form.errors


@open_to_all
def open_log_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Programs open what stands in mails: only the press of the button logs in."""
    link = links.found(token)
    if link and request.method == "POST" and links.use(link):
        record_authentication(request, link.user, method=links.BY_LINK)
        login = Login(user=link.user, email=link.user.email, redirect_url=_leads_to(request) or reverse("desk:own"))
        return secret_address.private(perform_login(request, login))
    context = {"link": link, "state": _state(link), "leads_to": _leads_to(request)}
    return secret_address.private(render(request, "accounts/open_link.html", context))


def _leads_to(request: HttpRequest) -> str:
    """The page of ours that its asker is on the way to; empty where none is told."""
    told = get_next_redirect_url(request) or ""
    return told if told.startswith("/") else ""


def _state(link: LogInLink | None) -> str:
    if link is None:
        return "unknown"
    return "open" if link.is_open(timezone.now()) else "used" if link.used_at else "expired"
