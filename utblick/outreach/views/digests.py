"""The newsletters: what there is, one of them, and writing it."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.accounts.roles import UserRequest, may
from utblick.outreach import composing, letters, material, readers
from utblick.outreach.forms.digests import DigestForm, EntryForm, NewDigestForm, SendForm
from utblick.outreach.models import Audience, Digest, DigestEntry, DigestMail
from utblick.outreach.versions import versions
from utblick.outreach.views.finding import digest_of
from utblick.outreach.views.sending import send
from utblick.outreach.views.tabs import tabs
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

SENT = Count("mails", filter=Q(mails__sent_at__isnull=False, mails__failed_at=None))
FAILED = Count("mails", filter=Q(mails__failed_at__isnull=False))


@may("outreach.view")
def listed(request: UserRequest) -> HttpResponse:
    rows = Digest.objects.current().select_related("audience").annotate(sent=SENT, failed=FAILED)
    listing = Listing(request, rows, columns={"sent": "begun_at", "subject": "subject"}, per_page=25)
    context = {"tabs": tabs("digests:list"), "may_change": request.user.has_perm("outreach.change")}
    context["has_audience"] = Audience.objects.current().exists()
    return listing.answer("outreach/digests.html", context)


@may("outreach.change")
def add(request: UserRequest) -> HttpResponse:
    first, last = composing.next_period(timezone.localdate())
    form = NewDigestForm(request.POST or None, initial={"starts_on": first, "ends_on": last})
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("audience", "starts_on", "ends_on")}
        digest = composing.compose(**facts)
        count = digest.entries.count()
        told = ngettext("%(count)s thing to tell is gathered.", "%(count)s things to tell are gathered.", count)
        toast(request, told % {"count": count}, reverse("digests:withdraw", args=[digest.pk]))
        return redirect(digest)
    context = {"form": form, "has_audience": Audience.objects.current().exists()}
    return render(request, "outreach/add_digest.html", context, status=422 if form.errors else 200)


@may("outreach.view")
def digest(request: UserRequest, pk: int) -> HttpResponse:
    """A draft to write in; what is to be sent, or was, to look at."""
    found = digest_of(pk)
    if found.is_draft and request.user.has_perm("outreach.change"):
        return _write(request, found)
    return render(request, "outreach/digest.html", _told(request, found))


def _told(request: UserRequest, found: Digest) -> dict[str, Any]:
    shown, languages = composing.shown(found), _languages(found)
    mails = DigestMail.objects.filter(digest=found)
    failed = mails.filter(failed_at__isnull=False).select_related("subscriber")
    in_doubt = mails.in_doubt(timezone.now()).select_related("subscriber")
    return {
        "digest": found,
        "shown": shown,
        "letter": letters.letter(found, letters.visit_to(found, "sv"), shown=shown),
        "counts": mails.aggregate(
            everyone=Count("pk"),
            sent=Count("pk", filter=Q(sent_at__isnull=False, failed_at=None)),
            waiting=Count(
                "pk", filter=Q(sent_at=None, failed_at=None, dropped=False) & ~Q(pk__in=in_doubt.values("pk"))
            ),
            failed=Count("pk", filter=Q(failed_at__isnull=False)),
        ),
        "failed": [(mail.subscriber, mail.failure_in_words, mail.failure) for mail in failed[:50]],
        "in_doubt": in_doubt[:50],
        "clicks": sum(entry.clicks for entry, _piece in shown),
        "readers": languages.total(),
        "versions": versions(found, languages),
        "may_change": request.user.has_perm("outreach.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }


def _languages(found: Digest) -> Counter[str]:
    """In which languages its readers read."""
    if found.begun_at:
        return Counter(found.mails.values_list("language", flat=True))
    return Counter(one.language for one in readers.of_audience(found.audience) if one.gets)


def _write(request: UserRequest, found: Digest) -> HttpResponse:
    form = DigestForm(request.POST or None, instance=found)
    entries = list(found.entries.all())
    lines = {one.pk: EntryForm(request.POST or None, instance=one, prefix=f"e{one.pk}") for one in entries}
    if request.method == "POST" and _save(form, list(lines.values())):
        return _go_on(request, found)
    pieces, languages = material.told(entries), _languages(found)
    context = {
        "digest": found,
        "readers": languages.total(),
        "versions": versions(found, languages),
        "may_see_history": request.user.has_perm("journal.view"),
        "form": form,
        "kinds": _by_kind(entries, pieces, lines),
        "send_form": SendForm(initial={"at": composing.next_hour(timezone.now())}),
        "wrong": [line for line in lines.values() if line.errors],
    }
    failed = form.errors or context["wrong"]
    return render(request, "outreach/write_digest.html", context, status=422 if failed else 200)


@transaction.atomic
def _save(form: DigestForm, lines: list[EntryForm]) -> bool:
    """All of the page or nothing; False where something is wrong, or somebody else has saved in between."""
    forms: list[DigestForm | EntryForm] = [form, *lines]
    if [one for one in forms if not one.is_valid()]:
        return False
    superseded = [one for one in forms if one.has_changed() and one.save_or_tell() is None]
    if superseded:
        transaction.set_rollback(True)
    return not superseded


def _go_on(request: UserRequest, found: Digest) -> HttpResponse:
    """Where the pressed button leads; what was written is saved by each of them."""
    act, _sep, key = request.POST.get("do", "").partition(":")
    if act in ("up", "down") and key.isdecimal() and len(key) < 19:
        entry = get_object_or_404(DigestEntry, pk=key, digest=found)
        composing.move(entry, up=act == "up")
        return redirect(f"{found.get_absolute_url()}#entry-{entry.pk}")
    if act == "preview":
        return redirect("digests:preview", found.pk)
    if act == "send":
        return send(request, found, is_now=key == "now")
    toast(request, _("The newsletter is saved."))
    return redirect(found)


def _by_kind(entries: list[DigestEntry], pieces: dict[int, material.Piece], lines: dict[int, EntryForm]) -> list[Any]:
    """The kinds in their order, each with its entries; those that cannot be told any more without a piece."""
    now = timezone.now()
    rows = [
        (one, pieces.get(one.pk), lines[one.pk], one.pk in pieces and material.is_over(one, pieces[one.pk], now))
        for one in entries
    ]
    kinds = [(kind.label, [row for row in rows if row[0].kind == kind]) for kind in DigestEntry.Kind]
    return [(label, some) for label, some in kinds if some]
