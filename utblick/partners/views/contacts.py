"""The log of official contacts, one of them, and the programme for its guests."""

import io
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.journal import clock
from utblick.partners.documents.programme import made_of, programme_of
from utblick.partners.forms import ContactFilter, ContactForm
from utblick.partners.models import Contact, Gift, Guest, GuestLanguage, Organisation, ProgrammePoint, Promise
from utblick.partners.sheet import contacts as sheet_of_contacts
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast
from utblick.ui.word import MEDIA_TYPE

COLUMNS = {"date": "happened_on", "subject": "subject", "organisation": "organisation__name", "kind": "kind"}
ROWS = 50


def standing() -> QuerySet[Contact]:
    return Contact.objects.current().filter(organisation__withdrawn_at=None)


@may("partners.view")
def contacts(request: UserRequest) -> HttpResponse:
    """The whole log, with what was promised and is not kept."""
    unkept = Promise.objects.open().filter(contact=OuterRef("pk"))
    rows = standing().select_related("organisation", "owner").annotate(has_open_promise=Exists(unkept))
    listing = Listing(
        request,
        rows,
        columns=COLUMNS,
        default_sort="-date",
        filters=partial(ContactFilter, this_year=timezone.localdate().year),  # type: ignore[arg-type]
        per_page=ROWS,
        sheet=sheet_of_contacts,
    )
    return listing.answer("partners/contacts.html", {"may_change": request.user.has_perm("partners.change")})


@may("partners.view")
def contact(request: UserRequest, pk: int) -> HttpResponse:
    """Who, where and what for; who sits where, what was given, what was promised."""
    found = get_object_or_404(standing().select_related("organisation", "owner"), pk=pk)
    promises = Promise.objects.current().filter(contact=found).select_related("owner")
    today = timezone.localdate()
    context = {
        "contact": found,
        "organisation": found.organisation,
        "guests": list(Guest.objects.current().filter(contact=found)),
        "gifts": list(Gift.objects.current().filter(contact=found)),
        "promises": [(one, one.is_late(today)) for one in promises],
        "points": list(ProgrammePoint.objects.current().filter(contact=found)),
        "in_person": found.kind in Contact.IN_PERSON,
        "may_change": request.user.has_perm("partners.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "partners/contact.html", context)


@may("partners.change")
def add_contact(request: UserRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.current(), pk=pk)
    new = Contact(organisation=organisation, happened_on=timezone.localdate(clock.now()), owner=request.user)
    return _ask(request, new)


@may("partners.change")
def edit_contact(request: UserRequest, pk: int) -> HttpResponse:
    return _ask(request, get_object_or_404(standing().select_related("organisation"), pk=pk))


def _ask(request: UserRequest, contact: Contact) -> HttpResponse:
    form = ContactForm(request.POST or None, instance=contact)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("“%(name)s” is saved.") % {"name": saved})
        return redirect(saved)
    context = {"form": form, "relation": contact, "organisation": contact.organisation}
    return render(request, "partners/edit_contact.html", context, status=422 if form.errors else 200)


@may("partners.change")
@require_POST
def keep_promise(request: UserRequest, pk: int) -> HttpResponse:
    """The promise is kept; done once more, it is not."""
    rows = Promise.objects.current().filter(contact__in=standing()).select_related("contact")
    promise = get_object_or_404(rows, pk=pk)
    promise.kept_on = None if promise.kept_on else timezone.localdate(clock.now())
    promise.save()
    told = _("“%(text)s” is kept.") if promise.kept_on else _("“%(text)s” is not kept yet.")
    toast(request, told % {"text": promise}, reverse("partners:keep_promise", args=[pk]))
    return redirect(promise)


@may("partners.view")
def programme(request: UserRequest, pk: int) -> HttpResponse:
    """The programme as the guests get it, to print."""
    found = _with_programme(pk)
    language = _language(request, found)
    context = {
        "contact": found,
        "organisation": found.organisation,
        "programme": programme_of(found, language),
        "languages": GuestLanguage.choices,
    }
    return render(request, "partners/programme.html", context)


@may("partners.view")
def programme_document(request: UserRequest, pk: int) -> FileResponse:
    found = _with_programme(pk)
    body = io.BytesIO(made_of(programme_of(found, _language(request, found))))
    name = f"{slugify(found.subject) or 'programme'}-{_language(request, found)}.docx"
    answer = FileResponse(body, as_attachment=True, filename=name, content_type=MEDIA_TYPE)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _with_programme(pk: int) -> Any:
    return get_object_or_404(standing().select_related("organisation", "owner"), pk=pk)


def _language(request: UserRequest, contact: Contact) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in GuestLanguage else contact.guest_language
