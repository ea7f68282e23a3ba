"""What has changed since a report was frozen."""

from collections import defaultdict

from django.http import Http404, HttpResponse
from django.shortcuts import render

from utblick.accounts.roles import UserRequest, may
from utblick.followup.changes import changes_since
from utblick.followup.references import address_of
from utblick.followup.views.reaching import found


@may("followup.view")
def changes(request: UserRequest, pk: int) -> HttpResponse:
    report = found(pk)
    if not report.is_frozen:
        raise Http404
    told, groups = changes_since(report), defaultdict(list)
    for one in told:
        groups[one.told.heading].append((one, address_of(one.told.ref)))
    context = {"report": report, "groups": list(groups.items()), "count": len(told)}
    return render(request, "followup/changes.html", context)
