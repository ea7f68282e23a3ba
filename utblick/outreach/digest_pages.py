"""The newsletter's own public pages, in the reader's language: the archive, and each digest as it was sent."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from utblick.outreach import letters
from utblick.outreach.models import Digest
from utblick.outreach.words import words
from utblick.partners.documents.guests import long_day
from utblick.site.guests import page
from utblick.site.serving import visit_of

ON_PAGE = 24


def archive(request: HttpRequest, language: str) -> HttpResponse:
    said, visit = words(language), visit_of(request, language)
    shown = Paginator(Digest.objects.published(), ON_PAGE).get_page(visit.page)
    rows = [(one, letters.subject(one, language), _day(one, language)) for one in shown]
    told: dict[str, Any] = {"title": said["newsletter"], "description": said["lead"]}
    return page(request, "outreach/public/archive.html", language, said, **told, is_found=True, page=shown, rows=rows)


def digest(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    said, one = words(language), get_object_or_404(Digest.objects.published(), pk=pk)
    letter = letters.letter(one, visit_of(request, language))
    told: dict[str, Any] = {"title": letter.subject.text, "description": said["newsletter_from"]}
    return page(
        request,
        "outreach/public/digest.html",
        language,
        said,
        **told,
        is_found=True,
        letter=letter,
        day=_day(one, language),
    )


def _day(one: Digest, language: str) -> str:
    assert one.begun_at is not None
    return long_day(timezone.localdate(one.begun_at), language)
