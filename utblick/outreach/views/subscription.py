"""What a subscriber does at the address in a mail: without log-in, by who holds it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utblick.accounts.roles import open_to_all
from utblick.accounts.secret_address import private
from utblick.outreach import leaving, subscribing
from utblick.outreach.forms.subscribers import OwnWishesForm
from utblick.outreach.models import SignUp, Subscriber
from utblick.tenancy import scope


@open_to_all
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes; opened in a browser, ask for the click first, since programs open what stands in mails."""
    found = subscribing.found(token)
    language = found.language if found else get_language() or "sv"
    with translation.override(language):
        state = _state_of(found)
        own = ""
        if state == "open" and request.method == "POST":
            assert found is not None
            with scope.acting(scope.municipality()):
                own = leaving.token_of(subscribing.confirm(found))
            state = "done"
        facts = {"state": state, "own": own, "asked": found, "LANGUAGE_CODE": language}
        return _page(request, "outreach/public/confirm.html", facts, status=404 if state == "unknown" else 200)


def _state_of(found: SignUp | None) -> str:
    if found is None:
        return "unknown"
    if found.confirmed_at:
        return "before"
    return "open" if found.is_open(timezone.now()) else "expired"


@open_to_all
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """What we keep of this person, and what it is that the person wants to read."""
    reader = _reader(token)
    with translation.override(reader.language):
        form = OwnWishesForm(request.POST or None, instance=reader)
        if form.is_valid():
            with scope.acting(scope.municipality(), reader.user):
                form.save()
            return private(redirect("private:subscription", token))
        return _own_page(request, reader, token, form=form, status=422 if form.errors else 200)


@csrf_exempt  # the mail program's one click sends no cookie to guard, and the address itself is the permission
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Stop; opened in a browser, ask for the click first."""
    reader = _reader(token)
    if request.method == "POST":
        with scope.acting(scope.municipality(), reader.user):
            leaving.stop(reader)
    with translation.override(reader.language):
        facts = {"reader": reader, "token": token, "LANGUAGE_CODE": reader.language}
        return _page(request, "outreach/public/leave.html", facts)


@open_to_all
@require_POST
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """Undo a stop, or end a pause."""
    reader = _reader(token)
    with scope.acting(scope.municipality(), reader.user):
        leaving.come_back(reader)
    return private(redirect("private:subscription", token))


@open_to_all
@require_safe
def extract(request: HttpRequest, token: str) -> HttpResponse:
    return extract_of(_reader(token))


def extract_of(reader: Subscriber) -> HttpResponse:
    """All that is kept of a person, as a file."""
    answer = JsonResponse(leaving.kept_of(reader), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="newsletter.json"'
    return private(answer)


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, token: str) -> HttpResponse:
    """Be forgotten. Asked about first: this alone cannot be undone."""
    reader = _reader(token)
    if reader.user_id:
        raise Http404  # who works here stops instead: forgotten, the next newsletter would begin anew
    facts = {"reader": reader, "token": token, "LANGUAGE_CODE": reader.language, "is_done": request.method == "POST"}
    with translation.override(reader.language):
        if facts["is_done"]:
            with scope.acting(scope.municipality()):
                leaving.erase(reader)
        return _page(request, "outreach/public/erase.html", facts)


def _reader(token: str) -> Subscriber:
    reader = leaving.holder(token)
    if reader is None:
        raise Http404
    return reader


def _own_page(request: HttpRequest, reader: Subscriber, token: str, *, status: int, form: Any) -> HttpResponse:
    facts = {"reader": reader, "token": token, "form": form, "LANGUAGE_CODE": reader.language}
    return _page(request, "outreach/public/subscription.html", facts, status=status)


def _page(request: HttpRequest, template: str, facts: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return private(render(request, template, facts, status=status))
