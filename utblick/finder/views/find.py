"""The finder: an idea in, candidates out. All of its state stands in the address."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from utblick.accounts.roles import UserRequest, may
from utblick.finder import finding, ideas
from utblick.finder.finding import Candidate, Found, Search, Wish
from utblick.finder.forms import FinderForm
from utblick.finder.ideas import Idea
from utblick.finder.reasons import reasons
from utblick.initiatives.models import Initiative
from utblick.tenancy import scope
from utblick.ui.asking import key_asked
from utblick.watch.models import Item


@require_safe
@may("partners.view")
def find(request: UserRequest) -> HttpResponse:
    form = FinderForm(request.GET or None)
    form.fields["text"].required = not kept(request)
    form.is_valid()
    idea = asked(request, form)
    context: dict[str, Any] = {
        "form": form,
        "idea": idea,
        "here": request.get_full_path(),
        "kept": kept(request),
        "may_add": request.user.has_perm("partners.change"),
        "may_see_data": request.user.has_perm("operate.view"),
        **(answer(request, idea, form.wish) if idea else {}),
    }
    return render(request, "finder/find.html", context)


def asked(request: UserRequest, form: FinderForm) -> Idea | None:
    """What the address names: an item or an initiative, and what is written beside it."""
    told = getattr(form, "cleaned_data", {}).get("text", "")
    found = None
    if key := key_asked(request, "item"):
        found = ideas.of_item(get_object_or_404(Item, pk=key))
    elif key := key_asked(request, "initiative"):
        found = ideas.of_initiative(get_object_or_404(Initiative.objects.current(), pk=key))
    if found is None:
        return ideas.of_text(told) if told.strip() else None
    return replace(found, text=f"{told}\n{found.text}") if told else found


def answer(request: UserRequest, idea: Idea, wish: Wish) -> dict[str, Any]:
    search = Search(idea, wish, scope.municipality())
    found = search.found()
    page = page_asked(request, found)
    others = found.others[(page - 1) * finding.PER_PAGE : page * finding.PER_PAGE]
    own = found.own if page == 1 else []
    search.tell_words(others)
    return {
        "own": told(own),
        "others": told(others),
        "total": len(found.others),
        "first": (page - 1) * finding.PER_PAGE + 1,
        "last": (page - 1) * finding.PER_PAGE + len(others),
        "page": page,
        "previous": address(request, page - 1) if page > 1 else "",
        "next": address(request, page + 1) if page * finding.PER_PAGE < len(found.others) else "",
        "is_narrowed": wish != Wish(),
    }


def told(candidates: list[Candidate]) -> list[tuple[Candidate, list[Any]]]:
    return [(one, list(reasons(one))) for one in candidates]


def page_asked(request: UserRequest, found: Found) -> int:
    asked = request.GET.get("page", "")
    last = max(1, -(-len(found.others) // finding.PER_PAGE))
    return min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 9 else 1


def kept(request: UserRequest) -> list[tuple[str, str]]:
    """What the search began with, carried along in the form."""
    return [(name, str(key)) for name in ("item", "initiative") if (key := key_asked(request, name))]


def address(request: UserRequest, page: int) -> str:
    told = [(name, value) for name, value in request.GET.items() if value and name != "page"]
    return f"{request.path}?{urlencode([*told, ('page', page)])}"
