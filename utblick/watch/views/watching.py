"""A part of a web page is chosen, to be watched: the parts are listed with their words, no script needed."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from utblick.accounts.roles import UserRequest, may
from utblick.watch import troubles
from utblick.watch.connectors import pages, regions
from utblick.watch.errors import Trouble
from utblick.watch.forms import PageForm
from utblick.watch.looking import fetched, look, waited_for
from utblick.watch.models import Source
from utblick.watch.page_preview import previewed
from utblick.watch.recognising import Recognised, recognised
from utblick.watch.views.adding import corrected, taking


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a page to choose among, and safe HTML of it in which they are marked (page_preview.py)."""

    choices: list["Choice"]
    preview: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A part that may be chosen: the addresses of the source that it would be, read the one way or the other."""

    region: regions.Region
    each: str
    whole: str


@may("watch.sources")
def watch_page(request: UserRequest) -> HttpResponse:
    """First the parts of the page, then what the chosen one tells now."""
    if chosen := request.POST.get("region", ""):
        seen = look(chosen, connector_kind=Source.Kind.PAGE)
        if not seen.trouble:
            return taking(request, seen)
        return _ask(request, PageForm({"address": chosen}), seen.trouble)
    form = PageForm(request.GET if "address" in request.GET else None)
    return _choose(request, form) if form.is_valid() else _ask(request, form)


def _choose(request: UserRequest, form: PageForm) -> HttpResponse:
    try:
        parts = parts_of(form.cleaned_data["address"])
    except Trouble as trouble:
        return _ask(request, form, troubles.words_for_reader(trouble.code))
    return render(request, "watch/watch_page.html", {"form": form, "parts": parts, "instead": corrected(request)})


def _ask(request: UserRequest, form: PageForm, trouble: str = "") -> HttpResponse:
    if trouble and form.is_valid():
        form.add_error("address", trouble)
    context = {"form": form, "instead": corrected(request)}
    return render(request, "watch/watch_page.html", context, status=422 if form.errors else 200)


def parts_of(address: str) -> Parts:
    """Raises Trouble."""
    asked = recognised(pages.parted(address)[0])
    answer = fetched(Recognised(Source.Kind.PAGE, asked.address), waited_for())
    root = pages.opened(answer.body, answer.headers.get("content-type", ""))
    url = pages.parted(answer.url)[0]
    found = regions.candidates(root)
    choices = [
        Choice(one, pages.joined(url, pages.EACH, one.path), pages.joined(url, pages.WHOLE, one.path)) for one in found
    ]
    return Parts(choices, previewed(root, found), pages.language_of(root))
