"""The first page and the search over all rooms."""

from functools import partial
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Subquery
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext

from utblick.accounts.models import Role
from utblick.accounts.roles import UserRequest, may, memberships
from utblick.desk import found
from utblick.desk.actor_radar import after_the_same
from utblick.desk.brief import brief
from utblick.desk.coming import decides
from utblick.desk.due import due
from utblick.desk.overview import State, goal_states
from utblick.desk.unchanged import of_everyones, of_ours
from utblick.goals.models import Goal, Responsibility
from utblick.journal.telling import kind_in_words
from utblick.partners.quiet import quiet
from utblick.search.finding import MOST
from utblick.sharing.crossing import sharers
from utblick.watch.attention import notices
from utblick.watch.models import InboxItem
from utblick.watch.since_decided import changed_since
from utblick.watch.whose import part_of

ON_PAGE = 20  # hits of a search
AT_FIRST = 5  # rows of each list on the first page
EXAMPLES = 6  # of what can be searched


def home(request: UserRequest) -> HttpResponseBase:
    """The overview, or for who decides at meetings what comes to them; for somebody without a role, what to do about that."""
    if not request.user.has_perm("desk.view"):
        return redirect("desk:own") if _is_actor(request) else render(request, "desk/no_role.html")
    return before_the_meeting(request) if decides(request.user) else overview(request)


@may("desk.view")
def before_the_meeting(request: UserRequest) -> HttpResponse:
    """What a decision-maker reads on a phone, two minutes before."""
    today = timezone.localdate()
    context = {
        "ours": of_ours(request.user, today),
        "brief": partial(brief, request.user, today),
        "states": partial(goal_states, today),
        "all_states": list(State),
    }
    return render(request, "desk/brief.html", context)


@may("desk.view")
def overview(request: UserRequest) -> HttpResponse:
    """What needs a decision, what is due, how the goals stand."""
    today = timezone.localdate()
    now = timezone.now()
    urgent = InboxItem.objects.urgent(now).order_by().values("municipality").annotate(n=Count("pk")).values("n")
    waiting = part_of(request.user).undecided().open(now).annotate(urgent=Subquery(urgent))
    context = {
        # What the template keeps until the mark is another is given as a question, and asked when it must be.
        "ours": of_ours(request.user, today),
        "everyones": of_everyones(request.user, today),
        "states": partial(goal_states, today),
        "all_states": list(State),
        "waiting": list(waiting.select_related("item").defer("item__body", "item__facts")[:AT_FIRST]),
        "due": partial(due, today, user=request.user),
        "quiet": partial(quiet, today),
        "gaps": Responsibility.objects.in_force().unowned()[:AT_FIRST],
        "may_decide": request.user.has_perm("watch.decide"),
        "notices": notices(timezone.now())[:AT_FIRST] if request.user.has_perm("watch.sources") else [],
        "changed": changed_since(timezone.now(), user=request.user, everyones=request.user.has_perm("watch.sources"))[
            :AT_FIRST
        ],
        "clashes": partial(after_the_same, request.user, everyones=request.user.has_perm("goals.change")),
        "may_import": request.user.has_perm("goals.change"),
        "sharers": lambda: sorted(name for _level, _key, name in sharers()),
    }
    return render(request, "desk/home.html", context)


def _is_actor(request: UserRequest) -> bool:
    return any(one.role == Role.LOCAL_ACTOR for one in memberships(request.user))


@may("desk.view")
def search(request: UserRequest) -> HttpResponse:
    """Everything that holds the words, best first; narrowed to one kind by `kind`, and to what came lately by `since`."""
    query, kind = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    since = next((one for one in found.Lately if one == request.GET.get("since")), found.Lately.EVER)
    answer = found.look_for(query, get_language() or "sv")
    if first := since.first_day(timezone.localdate()):
        answer.lately(first)
    hits = answer.of_kind(kind)
    narrowed = {"kind": kind if hits else "", "since": since.value}
    page = Paginator(hits or answer.hits, ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query,
        "examples": []
        if query
        else [(goal, _asked(goal.name)) for goal in Goal.objects.in_force()[:EXAMPLES] if goal.name],
        "asked": f"{_asked(query, **narrowed)}&",
        "kinds": [
            (f"{label} ({count})", _asked(query, **narrowed | {"kind": name}), name == narrowed["kind"])
            for name, label, count in _kinds(answer)
        ],
        "times": [(one.label, _asked(query, **narrowed | {"since": one.value}), one == since) for one in found.Lately],
        "is_lately": since != found.Lately.EVER,
        "page": page,
        "shown": answer.shown(list(page.object_list)),
        "answer": answer,
        "most": MOST,
    }
    return render(request, "desk/search.html", context)


def _asked(query: str, **narrowed: str) -> str:
    return urlencode({"q": query} | {name: value for name, value in narrowed.items() if value})


def _kinds(answer: found.Answer) -> list[tuple[str, str, int]]:
    """All first, then those of which there are hits."""
    told = [(name, kind_in_words(name), count) for name, count in answer.kinds()]
    return [("", gettext("All"), len(answer.hits)), *told]
