"""The statement as readers see it, and the form in which they report what does not work."""

from datetime import date
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from utblick.accounts.roles import open_to_all
from utblick.partners.documents.guests import day_in_words, long_day
from utblick.site import guarding
from utblick.site.accessible import receiving
from utblick.site.accessible.forms import RemarkForm
from utblick.site.accessible.known import KNOWN, TESTED_ON, TOOL
from utblick.site.accessible.models import Statement
from utblick.site.accessible.words import words
from utblick.site.guests import form_page, page
from utblick.site.keeping import for_anybody
from utblick.tenancy import scope
from utblick.ui.navigation import VERSION

SALT = "utblick.site.accessible"


@open_to_all
@require_safe
def statement(request: HttpRequest, language: str) -> HttpResponse:
    return for_anybody(request, lambda: _statement(request, language))


def _statement(request: HttpRequest, language: str) -> HttpResponse:
    from utblick.site.accessible import checking  # Wagtail, which not every process has (settings.WRITTEN_PAGES)

    one, said = Statement.standing(), words(language)
    count, findings = checking.go_through()
    own, own_lang = one.own(language)
    is_reviewed = one.is_reviewed(timezone.localdate())
    facts: dict[str, Any] = {
        "title": said["title"],
        "description": said["lead"],
        "is_found": True,
        "known": [said[name] for name in KNOWN],
        "findings": [(said[each.kind], each.where) for each in findings],
        "own": own,
        "own_lang": own_lang,
        "is_reviewed": is_reviewed,
        "is_fully": is_reviewed and not (KNOWN or findings or own),
        "phone": one.phone,
        "told": _told(one, count, language),
        "has_reviewed": one.reviewed_on is not None,
    }
    return page(request, "accessible/statement.html", language, said, **facts)


def _told(one: Statement, count: int, language: str) -> dict[str, str]:
    """The sentences that hold figures and days."""
    days = {
        "tested_by_program": TESTED_ON,
        "reviewed": one.reviewed_on or TESTED_ON,
        "updated": max(TESTED_ON, one.reviewed_on or TESTED_ON, one.created_at.date() if one.pk else TESTED_ON),
    }
    told = {"days": one.working_days, "phone": one.phone, "count": count, "tool": TOOL, "version": VERSION}
    said = {name: words(language)[name] for name in (*days, "tell_text", "phone", "tested_pages")}
    return {name: text.format(**told, day=long_day(days.get(name, TESTED_ON), language)) for name, text in said.items()}


@open_to_all
@sensitive_post_parameters("email", "message")
def remark(request: HttpRequest, language: str) -> HttpResponse:
    """Report. A machine's is refused in the same words as a person's mistake, and nothing written is lost."""
    is_sent = request.method == "POST"
    initial = {"address": request.GET.get("page", "")[:500]}
    form = RemarkForm(request.POST if is_sent else None, language=language, initial=initial)
    if is_sent and guarding.lets_in(request, form):
        with scope.acting(scope.municipality()):
            made = receiving.receive(mark=guarding.mark(request), language=language, **form.cleaned_data)
        return redirect("site:remark_thanks", language, signing.dumps(str(made.answer_by), salt=SALT))
    status, stamp = 422 if form.errors else 200, guarding.stamp_for(request)
    return _page(request, "accessible/tell.html", language, status=status, form=form, stamp=stamp)


@open_to_all
@require_safe
def remark_thanks(request: HttpRequest, language: str, receipt: str) -> HttpResponse:
    """With the promised day, which the address carries, signed."""
    try:
        day = date.fromisoformat(signing.loads(receipt, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Http404(receipt) from error
    thanks = words(language)["form_thanks_text"].format(day=day_in_words(day, language))
    return _page(request, "accessible/thanks.html", language, thanks=thanks)


def _page(request: HttpRequest, template: str, language: str, **told: Any) -> HttpResponse:
    said = words(language)
    lead = said["form_lead"].format(days=Statement.standing().working_days)
    return form_page(request, template, language, said, title=said["form_title"], description=lead, **told)
