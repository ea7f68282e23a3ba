"""The preview that the forms of goals, priorities, units and local actors show: what they would meet, nothing being saved."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.watch import previewing
from utblick.watch.following import Wish

WORDS = ("name", "text", "actions", "industry", "description")
"""What the forms call what is wanted. A local actor's and a unit's name says nothing of that."""
LONGEST = 20_000
MOST = 60


@may("watch.view")
@require_POST
def preview(request: UserRequest) -> HttpResponse:
    """A part of the form's page with htmx, and a page of its own without."""
    found = previewing.preview(wish_of(request), timezone.now())
    template = "watch/preview.html#found" if request.htmx else "watch/preview.html"
    return render(request, template, {"found": found})


def wish_of(request: HttpRequest) -> Wish:
    told = request.POST
    names = [name for name in WORDS if name != "name" or "description" not in told]
    text = "\n".join(told.get(name, "") for name in names)[:LONGEST]
    keywords = [word.strip() for word in re.split(r"[,\n]", told.get("keywords", "")[:LONGEST])]
    keywords += [word[:100] for word in told.getlist("own_words")]
    concepts = [one[:100] for one in told.getlist("concepts")]
    return Wish(text, tuple(filter(None, keywords))[:MOST], tuple(concepts[:MOST]))
