"""The catalogue of sources, switched on by theme."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.watch import catalogue as listed
from utblick.watch import tasks
from utblick.watch.catalogue import THEMES, Entry
from utblick.watch.models import Probe, Subscription


@dataclass(frozen=True, slots=True)
class Shown:
    entry: Entry
    subscription: Subscription | None
    probe: Probe | None


@dataclass(frozen=True, slots=True)
class Theme:
    key: str
    name: str
    entries: list[Shown]

    @property
    def read(self) -> int:
        return sum(one.subscription is not None for one in self.entries)

    @property
    def is_whole(self) -> bool:
        return self.read == len(self.entries)


@may("watch.view")
def catalogue(request: UserRequest) -> HttpResponse:
    """By theme, with what is read already and how each answered when it was last tried."""
    may_change = request.user.has_perm("watch.sources")
    return render(request, "watch/catalogue.html", {"themes": themes(), "may_change": may_change})


@may("watch.sources")
@require_POST
def switch_on(request: UserRequest) -> HttpResponse:
    """Try what was chosen, and read what answers."""
    chosen = chosen_of(request)
    if not chosen:
        return render(
            request, "watch/catalogue.html", {"themes": themes(), "may_change": True, "nothing": True}, status=422
        )
    done = listed.switch_on(chosen, anyway="anyway" in request.POST)
    tasks.poll_due.enqueue()
    return render(request, "watch/switched_on.html", {"done": done})


def chosen_of(request: UserRequest) -> list[Entry]:
    """What was ticked, or a whole theme; what is read already is left alone."""
    ours = listed.read_here()
    theme = request.POST.get("theme", "")
    chosen = listed.named(request.POST.getlist("key"))
    whole = [one for one in listed.entries() if one.theme == theme] if theme else []
    return [one for one in (whole or chosen) if one.key not in ours]


def themes() -> list[Theme]:
    ours, probes = listed.read_here(), listed.probes()
    return [
        Theme(
            key,
            str(name),
            [Shown(one, ours.get(one.key), probes.get(one.key)) for one in listed.entries() if one.theme == key],
        )
        for key, name in THEMES.items()
    ]
