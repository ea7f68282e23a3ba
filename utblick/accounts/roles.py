"""Who may do what: the one place where it is decided.

A permission is named `room.verb`. A role has a set of them in its municipality. An officer may change only what belongs to
the own unit; that is asked by giving the object: `user.has_perm("initiatives.change", initiative)`.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, cast

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.db.models.expressions import Expression
from django.http import HttpRequest, HttpResponseBase

from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.tenancy import scope

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

READ = frozenset(
    {
        "desk.view",
        "teamwork.view",
        "goals.view",
        "watch.view",
        "initiatives.view",
        "campaigns.view",
        "partners.view",
        "actors.view",
        "establishment.view",
        "accessible.view",
        "followup.view",
        "analysis.view",
        "sharing.view",
        "sharing.read",
        "indicators.view",
        "mandates.view",
        "duties.view",
        "journal.view",
        "accounts.view",
    }
)
# Writing to each other, and doing what one is asked to: also deciding, which is asked of the mandate that one holds.
TALK = frozenset({"teamwork.take_part", "mandates.decide"})
# Newsletters hold the addresses of people outside: only who writes them, and who examines, sees them.
TELL = frozenset({"outreach.view", "outreach.change"})
WORK = TALK | frozenset(
    {
        "watch.decide",
        "initiatives.change",
        "campaigns.change",
        "partners.change",
        "actors.change",
        "indicators.change",
        "establishment.change",
        "goals.answer",
    }
)

ROLES: dict[str, frozenset[str]] = {
    Role.COORDINATOR: READ
    | WORK
    | TELL
    | {"goals.change", "watch.sources", "followup.change", "followup.freeze", "followup.answer", "accounts.change"}
    | {"site.write", "site.publish", "accessible.change"}
    | {"secrets.view", "secrets.change", "teamwork.lead", "mandates.change", "duties.change"}
    | {"sharing.change"}
    | {"records.view", "records.export", "records.archive", "records.change", "records.dispose"},
    Role.OFFICER: READ | WORK | {"site.write", "followup.answer"},
    Role.DECISION_MAKER: READ - {"accounts.view", "journal.view"} | TALK,
    Role.EDITOR: READ | TALK | TELL | {"site.write", "site.publish", "accessible.change", "campaigns.change"},
    Role.AUDITOR: READ | {"secrets.view", "outreach.view", "records.view", "records.archive"},
    Role.LOCAL_ACTOR: frozenset({"actors.own"}),
}
# What an officer may change only where the own unit is responsible.
OWN_UNIT = frozenset({"initiatives.change", "campaigns.change", "goals.answer", "followup.answer"})
# What Wagtail asks by names of its own, and the permission of ours that answers; to every other name of its the answer is no.
BORROWED = {
    "wagtailadmin.access_admin": "site.write",
    "wagtail_localize.submit_translation": "site.write",
    "written.add_forwarding": "site.publish",
    "written.change_forwarding": "site.publish",
    "written.view_forwarding": "site.write",
}
MODEL_VERBS = ("add_", "change_", "delete_", "view_")
# What every page shows of its reader, from rooms further down: the name of a fact, and what makes the expression over Membership.
# It is asked in the query for the roles, so that no page asks a query more for it.
BESIDE: dict[str, Callable[[], Expression]] = {}
# What is there only where the installation has a region among its municipalities; some of it for the region alone.
BESIDE_A_REGION = frozenset({"sharing.view", "sharing.change", "sharing.read"})
OF_A_REGION = frozenset({"sharing.read"})
OPERATOR = frozenset({"operate.view", "operate.change", "ui.styleguide"})
# What a person's role gives the person alone, and no one who looks on as that person.
NOT_LENT = frozenset({"secrets.view", "secrets.change", "records.view", "records.export", "records.archive"})
PERMISSIONS = frozenset().union(*ROLES.values()) | OPERATOR


def memberships(user: User) -> list[Membership]:
    """The user's current roles in the municipality of the running work; asked once a request."""
    here = scope.current().municipality
    # Not through __dict__: request.user is a lazy wrapper with a __dict__ of its own.
    if not hasattr(user, "_memberships"):
        user._memberships = {}  # type: ignore[attr-defined]
    cached: dict[int | None, list[Membership]] = user._memberships  # type: ignore[attr-defined]
    key = here.pk if here else None
    if key not in cached:
        cached[key] = list(_roles().filter(user=user)) if here else []
    return cached[key]


@cache
def _roles() -> "QuerySet[Membership]":
    """Everybody's roles with the facts BESIDE them; put together once a process, as each page asks it of its reader."""
    beside = {name: expression() for name, expression in BESIDE.items()}
    return Membership.objects.current().select_related("unit").annotate(**beside)


def beside(user: User, name: str) -> Any:
    """One of the facts BESIDE the roles; None for who has no role here."""
    return next((getattr(one, name) for one in memberships(user)), None)


def ask_anew(user: User) -> None:
    """After a change of what was asked with the roles, or of the roles."""
    user._memberships = {}  # type: ignore[attr-defined]


def municipalities_of(user: User) -> list[Municipality]:
    """Every municipality where this person has a role, by name."""
    with scope.everywhere():
        rows = Membership.objects.current().filter(user=user)
        return list(Municipality.objects.filter(pk__in=rows.values("municipality")))


class RoleBackend(ModelBackend):
    """Answers `has_perm` from the table above. A wrong permission name is an error, not a "no"."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **credentials: Any) -> None:
        return None

    def has_perm(self, user_obj: Any, perm: str, obj: "Model | None" = None) -> bool:
        if perm.startswith("wagtail") or perm.partition(".")[2].startswith(MODEL_VERBS):
            perm = BORROWED.get(perm) or _refused(perm)
        if perm not in PERMISSIONS:
            raise LookupError(f"No role knows the permission {perm}")
        if not user_obj.is_authenticated or not user_obj.is_active:
            raise PermissionDenied(perm)
        if perm in NOT_LENT and scope.only_looks():
            raise PermissionDenied(perm)
        if perm in OPERATOR:
            granted = bool(user_obj.is_operator)
        else:
            granted = any(_grants(membership, perm, obj) for membership in memberships(user_obj))
            granted = granted and _has_place(perm)
        # A plain False would let Django ask the next backend, which reads permission tables that nobody fills.
        if not granted:
            raise PermissionDenied(perm)
        return True


def _refused(perm: str) -> str:
    raise PermissionDenied(perm)


def _grants(membership: Membership, perm: str, obj: "Model | None") -> bool:
    if perm not in ROLES[membership.role]:
        return False
    if obj is None or membership.role != Role.OFFICER or perm not in OWN_UNIT:
        return True
    unit_id, owner_id = obj.unit_id, obj.owner_id  # type: ignore[attr-defined]
    return bool((unit_id is not None and unit_id == membership.unit_id) or owner_id == membership.user_id)


def _has_place(perm: str) -> bool:
    """Whether what the permission opens is there at all, for this municipality in this installation."""
    here = scope.municipality()
    if perm in OF_A_REGION and not here.is_region:
        return False
    return perm not in BESIDE_A_REGION or here.is_beside_a_region


class UserRequest(HttpRequest):
    """A request by somebody who is logged in."""

    user: User
    htmx: Any


type View[**P] = Callable[Concatenate[Any, P], HttpResponseBase]


def may[**P](perm: str) -> Callable[[View[P]], View[P]]:
    """Let only those in whose role has the permission; others get 403. Every view but the open ones wears this."""
    if perm not in PERMISSIONS:
        raise LookupError(f"No role knows the permission {perm}")

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.has_perm(perm):
                raise PermissionDenied(perm)
            return view(request, *args, **kwargs)

        guarded.permission = perm  # type: ignore[attr-defined]
        return cast("View[P]", guarded)

    return wrap


def open_to_all(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page that needs no log-in: the public site, health, log-in itself."""
    from django.contrib.auth.decorators import login_not_required

    opened = login_not_required(view)
    opened.permission = None  # type: ignore[attr-defined]
    return opened
