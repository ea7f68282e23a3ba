"""The history of an object, and of everything."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from utblick.accounts.roles import UserRequest, may
from utblick.journal.models import Entry, TrailCheck
from utblick.journal.telling import kind_in_words, tell
from utblick.projects.models import Project
from utblick.tenancy import scope
from utblick.ui.asking import key_asked

PER_PAGE = 50


@may("journal.view")
def history(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """Who changed what in one object, newest first; in a project, also in all that belongs to it."""
    own = Q(kind=kind, object_id=pk)
    newest = _seen().filter(own).first()
    if newest is None:
        raise Http404
    is_whole = kind == Project._meta.label_lower
    page = _page(request, _seen().filter(own | _parts_of_project(pk)) if is_whole else _seen().filter(own))
    context = {**page, "name": newest.label, "kind": kind_in_words(kind), "link": _link(kind, pk)}
    context["everything"] = is_whole
    return render(request, "desk/history.html", context)


@may("journal.view")
def everything(request: UserRequest) -> HttpResponse:
    """All changes in the municipality, newest first."""
    context = {"check": TrailCheck.objects.first(), **_page(request, _seen())}
    return render(request, "desk/history_of_everything.html", context)


def _parts_of_project(pk: int) -> Q:
    """What was made as a part of the project, removed parts too: only the trail still tells of those."""
    same = {"kind": OuterRef("kind"), "object_id": OuterRef("object_id")}
    made = Entry.objects.filter(act=Entry.Act.CREATED, after__project_id=pk, **same)
    return Q(kind__startswith="projects.") & Q(Exists(made))


def _seen() -> QuerySet[Entry]:
    entries = Entry.objects.select_related("by")
    return entries if scope.current().sees_secrets else entries.filter(secret=False)


def _page(request: HttpRequest, entries: QuerySet[Entry]) -> dict[str, object]:
    """Pages by key, not by number: the trail only grows, and a deep page must cost no more than the first."""
    before = key_asked(request, "before")
    rows = list((entries.filter(pk__lt=before) if before else entries)[: PER_PAGE + 1])
    older = rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None
    return {"told": tell(rows[:PER_PAGE]), "older": older}


def _link(kind: str, pk: int) -> str:
    """Where the object itself is shown, if it has a page of its own."""
    try:
        obj = apps.get_model(kind)._default_manager.filter(pk=pk).first()
    except LookupError:
        return ""
    return str(obj.get_absolute_url()) if obj is not None and hasattr(obj, "get_absolute_url") else ""
