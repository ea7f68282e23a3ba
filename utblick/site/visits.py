"""The pages on which somebody abroad asks to come here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters

from utblick.accounts.roles import open_to_all
from utblick.partners import receiving
from utblick.partners.documents.guests import words
from utblick.site import guarding
from utblick.site.guests import form_page, to_own_language
from utblick.site.visit_form import VisitForm
from utblick.tenancy import scope


@open_to_all
def visit(request: HttpRequest) -> HttpResponse:
    """To the form in the visitor's language."""
    return to_own_language(request, "site:visit_request")


@open_to_all
@sensitive_post_parameters("name", "email", "topics")
def visit_request(request: HttpRequest, language: str) -> HttpResponse:
    """Ask to come. A machine's request is refused in the same words as a person's mistake, and nothing written is lost."""
    form = VisitForm(request.POST if request.method == "POST" else None, language=language)
    if request.method == "POST" and guarding.lets_in(request, form):
        _receive(request, form, language)
        return redirect("site:visit_thanks", language)
    status, stamp = 422 if form.errors else 200, guarding.stamp_for(request)
    return _page(request, "site/visit_request.html", language, status=status, form=form, stamp=stamp)


def _receive(request: HttpRequest, form: VisitForm, language: str) -> None:
    """Written by the system, without the right to see secrets: who sends the form makes no difference."""
    with scope.acting(scope.municipality()):
        receiving.receive(mark=guarding.mark(request), language=language, **form.cleaned_data)


@open_to_all
def visit_thanks(request: HttpRequest, language: str) -> HttpResponse:
    return _page(request, "site/visit_thanks.html", language)


def _page(request: HttpRequest, template: str, language: str, **facts: object) -> HttpResponse:
    said = words(language)
    told = {"title": said["visit_title"], "description": said["visit_lead"]}
    return form_page(request, template, language, said, **told, **facts)
