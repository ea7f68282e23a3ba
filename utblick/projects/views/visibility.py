"""The programme's duties to show that the EU pays, with what shows that they are met."""

from dataclasses import dataclass

from babel.languages import get_official_languages
from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.journal.attachments import download
from utblick.projects.forms import EvidenceForm
from utblick.projects.models import Evidence, Partner, Project
from utblick.projects.programmes import Duty, Note, Statement, statements
from utblick.projects.views.reaching import ask, own, page, shown
from utblick.ui.fields import tell_too_large


@dataclass(frozen=True, slots=True)
class Row:
    duty: Duty
    words: str
    evidence: Evidence | None


@may("initiatives.view")
def visibility(request: UserRequest, pk: int) -> HttpResponse:
    found = shown(pk)
    known = {one.duty: one for one in Evidence.objects.of(found).select_related("document")}
    rows = [Row(duty, _in_language(request, duty), known.get(duty.key)) for duty in found.programme.duties]
    met = sum(bool(row.evidence and row.evidence.is_settled) for row in rows)
    source, own, others = _statements(found)
    return page(
        request, found, "visibility", rows=rows, met=met, source=source, statements=own, other_statements=others
    )


def _statements(project: Project) -> tuple[Note, list[Statement], list[Statement]]:
    """The funding statement in the languages of the countries that the partners are in, and in the others."""
    partners = Partner.objects.of(project).select_related("organisation")
    countries = {one.organisation.country for one in partners if one.organisation}
    spoken = {
        "en",
        settings.LANGUAGE_CODE,
        *(one for country in countries for one in get_official_languages(country, de_facto=True)),
    }
    source, found = statements()
    return (
        source,
        [one for one in found if one.language in spoken],
        [one for one in found if one.language not in spoken],
    )


def _in_language(request: UserRequest, duty: Duty) -> str:
    return duty.note.words.in_language(request.LANGUAGE_CODE or "sv")


@may("initiatives.change")
def edit_evidence(request: UserRequest, pk: int, duty: str) -> HttpResponse:
    found = own(request, pk)
    asked = _duty(found, duty)
    evidence = Evidence.objects.of(found).filter(duty=duty).select_related("document").first()
    evidence = evidence or Evidence(project=found, duty=duty)
    evidence.project = found
    form = EvidenceForm(request.POST or None, request.FILES or None, instance=evidence)
    if form.is_bound and "utblick.too_large" in request.META:
        tell_too_large(form, request, "file")
    context = {"duty": asked, "words": _in_language(request, asked)}
    return ask(request, form, evidence, "evidence", _("The evidence is saved."), **context)


def _duty(project: Project, key: str) -> Duty:
    for duty in project.programme.duties:
        if duty.key == key:
            return duty
    raise Http404


@may("initiatives.view")
def document(request: UserRequest, pk: int) -> FileResponse:
    rows = Evidence.objects.standing().filter(project__withdrawn_at=None).select_related("document")
    found = get_object_or_404(rows, pk=pk)
    if found.document is None:
        raise Http404
    return download(found.document)
