"""The newsletter on the public pages: signing up, the archive, and the same as feed and calendar."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from utblick.accounts.roles import open_to_all
from utblick.outreach import (
    calendars,
    digest_calendars,
    digest_feeds,
    digest_pages,
    feeds,
    letters,
    material,
    subscribing,
)
from utblick.outreach.forms.subscribers import SignUpForm
from utblick.outreach.models import DigestEntry
from utblick.outreach.words import words
from utblick.site import guarding
from utblick.site.guests import form_page
from utblick.site.keeping import for_anybody
from utblick.site.serving import answer, visit_of
from utblick.tenancy import scope


@open_to_all
@require_safe
def archive(request: HttpRequest, language: str) -> HttpResponse:
    return for_anybody(request, lambda: digest_pages.archive(request, language))


@open_to_all
@require_safe
def digest(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    return for_anybody(request, lambda: digest_pages.digest(request, language, pk))


@open_to_all
@require_safe
def feed(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, digest_feeds.feed, feeds.MEDIA_TYPE)


@open_to_all
@require_safe
def calendar(request: HttpRequest, language: str) -> HttpResponseBase:
    return answer(request, language, digest_calendars.calendar, calendars.MEDIA_TYPE)


@open_to_all
@require_safe
def way(request: HttpRequest, language: str, pk: int, entry: int) -> HttpResponse:
    """From a mail to what it tells of, counted without telling who. The target stands in the digest, never in the address."""
    found = get_object_or_404(DigestEntry.objects.filter(digest__begun_at__isnull=False), pk=entry, digest=pk)
    piece = material.standing([found]).get(found.pk)
    address = (
        letters.target(piece, letters.visit_to(found.digest, language, visit_of(request, language).root))
        if piece
        else ""
    )
    if not address:
        raise Http404
    if request.method == "GET":
        # Past the trail and past `save`: a total that anybody's click changes is no change of the digest.
        QuerySet.update(DigestEntry.objects.filter(pk=found.pk), clicks=F("clicks") + 1)
    response = HttpResponseRedirect(address)
    response.headers["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    return response


@open_to_all
@sensitive_post_parameters("email")
def subscribe(request: HttpRequest, language: str) -> HttpResponse:
    """Ask for the newsletter. Known address or not, the answer is the same; a machine is refused as kindly as a person."""
    is_sent = request.method == "POST"
    form = SignUpForm(request.POST if is_sent else None, language=language, initial={"language": language})
    if is_sent and guarding.lets_in(request, form):
        with scope.acting(scope.municipality()):
            subscribing.ask(mark=guarding.mark(request), **form.cleaned_data)
        return redirect("outreach:thanks", language)
    status, stamp = 422 if form.errors else 200, guarding.stamp_for(request)
    return _page(request, language, "outreach/public/subscribe.html", status=status, form=form, stamp=stamp)


@open_to_all
@require_safe
def thanks(request: HttpRequest, language: str) -> HttpResponse:
    return _page(request, language, "outreach/public/thanks.html")


def _page(request: HttpRequest, language: str, template: str, **facts: Any) -> HttpResponse:
    said = words(language)
    told = {"title": said["subscribe_title"], "description": said["subscribe_lead"]}
    return form_page(request, template, language, said, **told, **facts)
