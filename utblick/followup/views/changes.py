"""What has changed since a report was frozen."""

from itertools import groupby

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
    told = [(one, address_of(one.told.ref)) for one in changes_since(report)]
    groups = [(heading, list(rows)) for heading, rows in groupby(told, key=lambda pair: pair[0].told.heading)]
    return render(request, "followup/changes.html", {"report": report, "groups": groups, "count": len(told)})
