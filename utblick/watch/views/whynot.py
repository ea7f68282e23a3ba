"""What was put aside, for which reasons, and what that says the municipality lacks."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from utblick.accounts.roles import UserRequest, may
from utblick.watch import whynot as reasons

A_YEAR = timedelta(days=365)


@may("watch.view")
def whynot(request: UserRequest) -> HttpResponse:
    since = timezone.now() - A_YEAR
    found = reasons.statistics(since)
    context = {
        "lacking": [one for one in found if one.is_lack],
        "others": [one for one in found if not one.is_lack],
        "given": sum(one.count for one in found),
        "unsaid": reasons.without_reason(since),
        "since": since,
    }
    return render(request, "watch/whynot.html", context)
