"""The page of the competition radar."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from utblick.accounts.roles import UserRequest, may
from utblick.desk import actor_radar
from utblick.desk.radar import radar

MOST = 50


@may("desk.view")
def clashes(request: UserRequest) -> HttpResponse:
    """Everyone who may see the initiatives may see which of them are after the same."""
    actors = actor_radar.clashes(timezone.now())[:MOST] if request.user.has_perm("actors.view") else []
    return render(request, "desk/radar.html", {"clashes": radar(), "actors": actors})
