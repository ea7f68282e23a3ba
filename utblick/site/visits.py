"""The pages on which somebody abroad asks to come here. Not kept like the other public pages: each form has a stamp of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import register_converter, reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.debug import sensitive_post_parameters

from utblick.accounts.roles import open_to_all
from utblick.partners import receiving
from utblick.partners.documents.guests import LOCALES, words
from utblick.partners.models import GuestLanguage
from utblick.site import guarding
from utblick.site.languages import CODES
from utblick.site.serving import Visit
from utblick.site.visit_form import VisitForm
from utblick.tenancy import scope
from utblick.ui.navigation import VERSION

ENGLISH = "en"


class GuestLanguageConverter:
    regex = "|".join(LOCALES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(GuestLanguageConverter, "guest")


@open_to_all
def visit(request: HttpRequest) -> HttpResponse:
    """To the form in the visitor's language."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wanted = [code.split("-")[0].replace("no", "nb").replace("nn", "nb") for code, _weight in asked]
    language = next((code for code in wanted if code in LOCALES), ENGLISH)
    response = HttpResponseRedirect(reverse("site:visit_request", args=[language]))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@open_to_all
@sensitive_post_parameters("name", "email", "topics")
def visit_request(request: HttpRequest, language: str) -> HttpResponse:
    """Ask to come. A machine's request is refused in the same words as a person's mistake, and nothing written is lost."""
    form = VisitForm(request.POST if request.method == "POST" else None, language=language)
    if request.method == "POST":
        _guard(request, form)
        if form.is_valid() and not _is_crowded(request, form):
            _receive(request, form, language)
            return redirect("site:visit_thanks", language)
    status = 422 if form.errors else 200
    stamp = guarding.stamp_for(request)
    return _page(request, "site/visit_request.html", language, status=status, form=form, stamp=stamp)


def _guard(request: HttpRequest, form: VisitForm) -> None:
    for fault in guarding.faults(request):
        form.add_error(None, form.words[fault])


def _is_crowded(request: HttpRequest, form: VisitForm) -> bool:
    if guarding.is_crowded(request):
        form.add_error(None, form.words["too_many"])
    return bool(form.errors)


def _receive(request: HttpRequest, form: VisitForm, language: str) -> None:
    """Written by the system, without the right to see secrets: who sends the form makes no difference."""
    with scope.acting(scope.municipality()):
        receiving.receive(mark=guarding.mark(request), language=language, **form.cleaned_data)


@open_to_all
def visit_thanks(request: HttpRequest, language: str) -> HttpResponse:
    return _page(request, "site/visit_thanks.html", language)


def _page(request: HttpRequest, template: str, language: str, *, status: int = 200, **facts: Any) -> HttpResponse:
    """In the guest's language, within the public shell; what the shell says in no language of the guest's is in English."""
    shell = language if language in CODES else ENGLISH
    municipality, root = scope.municipality(), f"{request.scheme}://{request.get_host()}"
    said = {name: text.replace("{municipality}", municipality.name) for name, text in words(language).items()}
    context = {
        "visit": Visit(municipality, shell, root, "site:front"),
        "municipality": municipality,
        "LANGUAGE_CODE": language,
        "is_own": language == shell,
        "said": said,
        "title": said["visit_title"],
        "description": said["visit_lead"],
        "guest_languages": [
            (code, name, reverse("site:visit_request", args=[code])) for code, name in GuestLanguage.choices
        ],
        "here": root + reverse("site:visit_request", args=[language]),
        "version": VERSION,
        "csrf_token": get_token(request),
        **facts,
    }
    with translation.override(shell), scope.acting(municipality):
        response = HttpResponse(render_to_string(template, context), status=status)
    response.headers["Content-Language"] = language
    add_never_cache_headers(response)
    return response
