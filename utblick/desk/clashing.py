"""The page of the competition radar."""

from django.http import HttpResponse
from django.shortcuts import render

from utblick.accounts.roles import UserRequest, may
from utblick.desk.radar import radar


@may("desk.view")
def clashes(request: UserRequest) -> HttpResponse:
    """Everyone who may see the initiatives may see which of them are after the same."""
    return render(request, "desk/radar.html", {"clashes": radar()})
