"""Ending sessions: one of one's own, or all of somebody who has a role here."""

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import list_usersessions
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.ending import log_out
from utblick.accounts.models import Membership, User
from utblick.accounts.roles import UserRequest, may
from utblick.ui.toasts import toast

# Of all others at once, by allauth; as of one, only by who confirms that it is them.
own_sessions = reauthentication_required(list_usersessions, allow_get=True, app="usersessions")


@require_POST
def end_session(request: UserRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.is_current():
        logout(request)
        return redirect("account_login")
    raise_if_reauthentication_required(request, app="usersessions")
    session.end()
    toast(request, _("That browser is logged out."))
    return redirect("accounts:profile")


@may("accounts.change")
@require_POST
def end_sessions_of(request: UserRequest, pk: int) -> HttpResponse:
    """Of a lost telephone, or of somebody who has left: out at once, also where the person has other roles."""
    members = Membership.objects.current().values("user")
    user = get_object_or_404(User.objects.filter(pk__in=members).exclude(pk=request.user.pk), pk=pk)
    told = ended(log_out(user))
    toast(request, told % {"person": user})
    return redirect("accounts:members")


def ended(count: int) -> str:
    """What to say of it, with %(person)s still to be filled in."""
    if not count:
        return _("%(person)s was not logged in anywhere.")
    told = ngettext(
        "%%(person)s is logged out in %(count)s place.", "%%(person)s is logged out in %(count)s places.", count
    )
    return told % {"count": count}
