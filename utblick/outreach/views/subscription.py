"""What a subscriber does at the address in a mail: without log-in, by who holds it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utblick.accounts.context import is_demo
from utblick.accounts.roles import open_to_all
from utblick.accounts.secret_address import private
from utblick.outreach import leaving, subscribing
from utblick.outreach.forms.subscribers import WishesForm
from utblick.outreach.models import SignUp, Subscriber
from utblick.outreach.words import filled, words
from utblick.partners.documents.guests import long_day
from utblick.site.guests import own_language
from utblick.site.languages import nearest
from utblick.tenancy import scope


@open_to_all
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes; opened in a browser, ask for the click first, since programs open what stands in mails."""
    found = subscribing.found(token)
    language = found.language if found else own_language(request)
    state, own = _state_of(found), ""
    if state == "open" and request.method == "POST":
        assert found is not None
        with scope.acting(scope.municipality()):
            own = leaving.token_of(subscribing.confirm(found))
        state = "done"
    said = filled(language, email=found.email if found else "")
    status = 404 if state == "unknown" else 200
    return _page(request, "outreach/public/confirm.html", language, said, status=status, state=state, own=own)


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
    wishes = {"language": reader.language, "interests": reader.interests}
    form = WishesForm(request.POST if request.method == "POST" else None, language=reader.language, initial=wishes)
    if form.is_valid():
        with scope.acting(scope.municipality(), reader.user):
            leaving.wish(reader, **form.cleaned_data)
        return private(redirect("private:subscription", token))
    facts = {"form": form, "status": 422 if form.errors else 200, **_kept(reader)}
    return _own_page(request, "outreach/public/subscription.html", reader, token, **facts)


def _kept(reader: Subscriber) -> dict[str, str]:
    """On what basis, and until when, in the reader's language."""
    said, until = words(reader.language), reader.kept_until
    by_itself = said["until_left" if reader.user_id else "until_stopped"]
    return {
        "basis": said["basis_consent" if reader.confirmed_at else "basis_task"],
        "until": long_day(timezone.localdate(until), reader.language) if until else by_itself,
    }


@csrf_exempt  # the mail program's one click sends no cookie to guard, and the address itself is the permission
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Stop; opened in a browser, ask for the click first."""
    reader = _reader(token)
    if request.method == "POST":
        with scope.acting(scope.municipality(), reader.user):
            leaving.stop(reader)
    return _own_page(request, "outreach/public/leave.html", reader, token)


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
    with translation.override(nearest(reader.language)):
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
    language, is_done = reader.language, request.method == "POST"
    if is_done:
        with scope.acting(scope.municipality()):
            leaving.erase(reader)
    facts: dict[str, Any] = {"token": token, "is_done": is_done}
    return _page(request, "outreach/public/erase.html", language, filled(language), **facts)


def _reader(token: str) -> Subscriber:
    reader = leaving.holder(token)
    if reader is None:
        raise Http404
    return reader


def _own_page(request: HttpRequest, template: str, reader: Subscriber, token: str, **facts: Any) -> HttpResponse:
    until = reader.kept_until
    day = long_day(timezone.localdate(until), reader.language) if until else ""
    said = filled(reader.language, email=reader.email, day=day)
    return _page(request, template, reader.language, said, reader=reader, token=token, **facts)


def _page(
    request: HttpRequest, template: str, language: str, said: dict[str, str], *, status: int = 200, **facts: Any
) -> HttpResponse:
    told = {"said": said, "LANGUAGE_CODE": language, "demo": is_demo(scope.municipality()), **facts}
    response = render(request, template, told, status=status)
    response.headers["Content-Language"] = language
    return private(response)
