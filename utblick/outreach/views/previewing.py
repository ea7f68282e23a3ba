"""A newsletter as its readers see it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from utblick.accounts.roles import UserRequest, may
from utblick.outreach import letters
from utblick.outreach.models import Subscriber
from utblick.outreach.views.finding import digest_of
from utblick.partners.models import GuestLanguage

# The mail has a style sheet of its own, as a mail must; it fetches nothing and runs nothing.
OF_MAIL = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "frame-ancestors": [CSP.SELF]}


@may("outreach.view")
@require_safe
def preview(request: UserRequest, pk: int) -> HttpResponse:
    """As the reader sees it: the mail in two widths, and as plain text."""
    found, language = digest_of(pk), _language(request)
    visit = letters.visit_to(found, language)
    letter = letters.letter(found, visit)
    context = {
        "digest": found,
        "letter": letter,
        "language": language,
        "text": letters.drawn(found, letter, visit, **_of_reader(language))["txt"],
        "languages": [(name, f"?language={code}", code == language) for code, name in GuestLanguage.choices],
    }
    return render(request, "outreach/preview_digest.html", context)


@may("outreach.view")
@require_safe
@xframe_options_sameorigin
@csp_override(OF_MAIL)
def preview_mail(request: UserRequest, pk: int) -> HttpResponse:
    """The mail itself, for the frames of the preview and as a page of its own."""
    found, language = digest_of(pk), _language(request)
    visit = letters.visit_to(found, language)
    body = letters.drawn(found, letters.letter(found, visit), visit, **_of_reader(language), is_page=True)["html"]
    return HttpResponse(body)


def _of_reader(language: str) -> dict[str, str]:
    """What stands at the foot of each reader's own mail; here it leads nowhere."""
    return {"why": letters.why(Subscriber(confirmed_at=timezone.now()), language), "manage": "#", "stop": "#"}


def _language(request: UserRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in GuestLanguage else GuestLanguage.SWEDISH.value
