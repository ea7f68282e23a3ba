"""The newsletters: what there is, writing one, seeing it as its readers do, and sending it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from utblick.accounts.roles import UserRequest, may
from utblick.outreach import composing, failing, letters, material, readers
from utblick.outreach.composing import NothingToTell, TooLate
from utblick.outreach.forms.digests import DigestForm, EntryForm, NewDigestForm, SendForm
from utblick.outreach.models import Audience, Digest, DigestEntry, DigestMail, Subscriber
from utblick.outreach.views.tabs import tabs
from utblick.site.languages import CODES, OWN_NAMES
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

# The mail has a style sheet of its own, as a mail must; it fetches nothing and runs nothing.
OF_MAIL = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "frame-ancestors": [CSP.SELF]}
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
    found = _digest(pk)
    if found.is_draft and request.user.has_perm("outreach.change"):
        return _write(request, found)
    return render(request, "outreach/digest.html", _told(request, found))


def _told(request: UserRequest, found: Digest) -> dict[str, Any]:
    shown = composing.shown(found)
    gets = [one for one in readers.of_audience(found.audience) if one.gets] if not found.begun_at else []
    mails = DigestMail.objects.filter(digest=found)
    failed = mails.filter(failed_at__isnull=False).select_related("subscriber")
    return {
        "digest": found,
        "shown": shown,
        "letter": letters.letter(found, letters.visit_to(found, "sv"), shown=shown),
        "counts": mails.aggregate(
            everyone=Count("pk"),
            sent=Count("pk", filter=Q(sent_at__isnull=False, failed_at=None)),
            waiting=Count("pk", filter=Q(sent_at=None, failed_at=None, dropped=False)),
            failed=Count("pk", filter=Q(failed_at__isnull=False)),
        ),
        "failed": [(mail.subscriber, failing.in_words(mail.failure), mail.failure) for mail in failed[:50]],
        "clicks": sum(entry.clicks for entry, _piece in shown),
        "readers": len(gets),
        "may_change": request.user.has_perm("outreach.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }


def _write(request: UserRequest, found: Digest) -> HttpResponse:
    form = DigestForm(request.POST or None, instance=found)
    entries = list(found.entries.all())
    lines = {one.pk: EntryForm(request.POST or None, instance=one, prefix=f"e{one.pk}") for one in entries}
    if request.method == "POST" and _save(form, list(lines.values())):
        return _go_on(request, found)
    pieces = material.told(entries)
    context = {
        **_told(request, found),
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


@may("outreach.view")
@require_safe
def preview(request: UserRequest, pk: int) -> HttpResponse:
    """As the reader sees it: the mail in two widths, and as plain text."""
    found, language = _digest(pk), _language(request)
    visit = letters.visit_to(found, language)
    letter = letters.letter(found, visit)
    context = {
        "digest": found,
        "letter": letter,
        "language": language,
        "text": letters.drawn(found, letter, visit, **_of_reader(language))["txt"],
        "languages": [(OWN_NAMES[code], f"?language={code}", code == language) for code in CODES],
    }
    return render(request, "outreach/preview_digest.html", context)


@may("outreach.view")
@require_safe
@xframe_options_sameorigin
@csp_override(OF_MAIL)
def preview_mail(request: UserRequest, pk: int) -> HttpResponse:
    """The mail itself, for the frames of the preview."""
    found, language = _digest(pk), _language(request)
    visit = letters.visit_to(found, language)
    body = letters.drawn(found, letters.letter(found, visit), visit, **_of_reader(language))["html"]
    return HttpResponse(body)


def _of_reader(language: str) -> dict[str, str]:
    """What stands at the foot of each reader's own mail; here it leads nowhere."""
    return {"why": letters.why(Subscriber(confirmed_at=timezone.now()), language), "manage": "#", "stop": "#"}


def _language(request: UserRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in CODES else CODES[0]


@may("outreach.change")
@require_POST
def gather(request: UserRequest, pk: int) -> HttpResponse:
    """Look again for what there is to tell."""
    found = _draft(pk)
    count = composing.gather(found)
    told = ngettext("%(count)s new thing is added.", "%(count)s new things are added.", count) % {"count": count}
    toast(request, told if count else _("There is nothing new to add."))
    return redirect(found)


@may("outreach.change")
@require_POST
def send(request: UserRequest, pk: int) -> HttpResponse:
    """Now, which leaves two minutes to think again, or at a set time."""
    found = _draft(pk)
    form = SendForm(request.POST)
    is_now = request.POST.get("when") == "now"
    if not is_now and not form.is_valid():
        toast(request, " ".join(str(one) for one in form.errors["at"]), level=messages.ERROR)
        return redirect(f"{found.get_absolute_url()}#send")
    try:
        composing.schedule(found, composing.in_a_moment() if is_now else form.cleaned_data["at"])
    except NothingToTell:
        toast(
            request,
            _("There is nothing in it yet. Write an introduction, or add something to tell."),
            level=messages.ERROR,
        )
        return redirect(found)
    told = _("It is sent in a few minutes.") if is_now else _("It will be sent at the time you set.")
    toast(request, told, reverse("digests:hold", args=[found.pk]))
    return redirect(found)


@may("outreach.change")
@require_POST
def hold(request: UserRequest, pk: int) -> HttpResponse:
    found = _digest(pk)
    try:
        composing.hold(found)
    except TooLate:
        toast(request, _("It is on its way already."), level=messages.ERROR)
    else:
        toast(request, _("It is a draft again, and is not sent."))
    return redirect(found)


@may("outreach.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = _draft(pk)
    found.withdraw()
    toast(request, _("The draft is taken away."), reverse("digests:restore", args=[pk]))
    return redirect("digests:list")


@may("outreach.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Digest, pk=pk)
    if found.withdrawn_at:
        found.restore()
    toast(request, _("The draft is back."))
    return redirect(found)


def _digest(pk: int) -> Digest:
    return get_object_or_404(Digest.objects.current().select_related("audience"), pk=pk)


def _draft(pk: int) -> Digest:
    """One that can still be changed; what is sent, or to be sent, is changed by nobody."""
    return get_object_or_404(Digest.objects.current().filter(send_at=None), pk=pk)
