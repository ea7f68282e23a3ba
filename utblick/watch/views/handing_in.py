"""Files and pages that people hand in."""

from datetime import datetime
from pathlib import PurePath

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast
from utblick.watch import handing_in as handing
from utblick.watch import tasks, troubles
from utblick.watch.connectors.dates import END_OF_DAY
from utblick.watch.errors import Trouble
from utblick.watch.forms import ColumnsForm, FileForm, PageFoundForm
from utblick.watch.models import Decision, Item, TableDraft

PREVIEWED = 8


@may("watch.sources")
def hand_in(request: UserRequest) -> HttpResponse:
    """A file: notices and calendars are taken in at once, a table when its columns are known."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST":
        tell_too_large(form, request, "file")
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            return _read(request, PurePath(upload.name or "").name, upload.read())
        except Trouble as trouble:
            form.add_error("file", troubles.words_of(trouble.code))
        except handing.Busy:
            form.add_error(None, busy())
    return render(request, "watch/hand_in.html", {"form": form}, status=422 if form.errors else 200)


def _read(request: UserRequest, name: str, body: bytes) -> HttpResponse:
    if name.lower().endswith(handing.TABLE):
        return redirect("watch:columns", handing.draft(name, body).pk)
    done = handing.read_files(handing.files_in(name, body))
    if done.findings:
        handing.take_in(done, name)
        tasks.match_pending.enqueue()
    return render(request, "watch/handed_in.html", {"done": done, "name": name})


@may("watch.sources")
def columns(request: UserRequest, pk: int) -> HttpResponse:
    """What each column of a table holds, with the first rows as they would be; then they are taken in."""
    held = get_object_or_404(TableDraft, pk=pk)
    form = ColumnsForm(held.header, request.POST if request.method == "POST" else None)
    if form.is_valid() and "take_in" in request.POST:
        try:
            done = handing.take_in_table(held, form.columns(), form.kind())
        except handing.Busy:
            form.add_error(None, busy())
        else:
            tasks.match_pending.enqueue()
            return render(request, "watch/handed_in.html", {"done": done, "name": held.name})
    chosen = form.columns() if form.is_bound and not form.errors else form.guessed_columns()
    rows = handing.rows_of(held, chosen, form.kind() if form.is_bound and not form.errors else "call")
    context = {"form": form, "held": held, "rows": rows[:PREVIEWED], "count": len(rows), "all": len(held.rows)}
    return render(request, "watch/columns.html", context, status=422 if form.errors else 200)


@may("watch.decide")
def send_here(request: UserRequest) -> HttpResponse:
    """A page that somebody found: the browser's button fills the form in, the person sends it."""
    form = PageFoundForm(request.POST) if request.method == "POST" else PageFoundForm(initial=told_by(request))
    if form.is_valid():
        told = form.cleaned_data
        try:
            item = handing.send(
                title=told["title"], link=told["url"], text=told["text"], kind=told["kind"], deadline=ends(form)
            )
        except handing.Busy:
            form.add_error(None, busy())
        else:
            tasks.match_pending.enqueue()
            tell_sent(request, item)
            return redirect("watch:item", item.pk)
    button = bookmarklet(request.build_absolute_uri(reverse("watch:send_here")))
    context = {"form": form, "button": button}
    return render(request, "watch/send_here.html", context, status=422 if form.errors else 200)


def tell_sent(request: UserRequest, item: Item) -> None:
    """Where it lies; what has been decided on before stays decided on."""
    decided = Decision.objects.current().filter(item=item).select_related("decided_by").first()
    if decided is None:
        toast(request, _("“%(title)s” lies in the inbox.") % {"title": item.title})
        return
    facts = {"title": item.title, "verdict": decided.get_verdict_display(), "by": decided.decided_by}
    text = _(
        "“%(title)s” was here before and has been decided on: %(verdict)s, by %(by)s. Decide anew if you know more."
    )
    toast(request, text % facts, level=messages.INFO)


def told_by(request: UserRequest) -> dict[str, str]:
    """What the browser's button told of the page; nothing is kept of it until it is sent."""
    return {name: request.GET.get(name, "")[:3000] for name in ("title", "url", "text")}


def ends(form: forms.Form) -> datetime | None:
    day = form.cleaned_data["deadline"]
    return datetime.combine(day, END_OF_DAY, timezone.get_current_timezone()) if day else None


def bookmarklet(address: str) -> str:
    """For the browser's row of bookmarks: opens the form with the title, address and marked text of the page being read."""
    facts = "'?url='+e(location.href)+'&title='+e(document.title)+'&text='+e(String(getSelection()).slice(0,2000))"
    return f"javascript:(()=>{{const e=encodeURIComponent;location.href='{address}'+{facts}}})()"


def busy() -> str:
    return _("Something else is being handed in just now. Try again in a moment.")
