"""The list of reports, and one of them as the board reads it."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render

from utblick.accounts.roles import UserRequest, may
from utblick.followup.chain import chain_of_report
from utblick.followup.models import Answer, Collection, Rendering, Report
from utblick.followup.paper import paper_of
from utblick.followup.views.reaching import found
from utblick.ui.listing import Listing

COLUMNS = {"title": "title", "period": "ends_on", "status": "status"}


@may("followup.view")
def reports(request: UserRequest) -> HttpResponse:
    listing = Listing(request, Report.objects.current().in_list(), columns=COLUMNS, default_sort="-period")
    context = {"may_change": request.user.has_perm("followup.change"), "asked": _asked(request)}
    return listing.answer("followup/reports.html", context)


def _asked(request: UserRequest) -> list[Answer]:
    """The parts that the reader's own unit has still to hand in."""
    if not request.user.has_perm("followup.answer"):
        return []
    return list(Answer.objects.awaited().asked_of(request.user).told())


@may("followup.view")
def report(request: UserRequest, pk: int) -> HttpResponse:
    """As the board will read it; every figure leads to the rows behind it."""
    one = found(pk)
    sections = [] if one.is_frozen else list(one.sections.current())
    may_change = request.user.has_perm("followup.change") and not one.is_frozen
    context = {
        "report": one,
        "paper": paper_of(one, sections),
        "chain": chain_of_report(one),
        "collection": _collection(one) if may_change else None,
        "formats": Rendering.Format.choices,
        "is_intact": one.is_intact,
        "may_change": may_change,
        "may_freeze": request.user.has_perm("followup.freeze") and not one.is_frozen,
        "may_publish": request.user.has_perm("site.publish") and one.is_frozen,
        "may_withdraw": request.user.has_perm("followup.change") and not one.published_at,
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "followup/report.html", context)


def _collection(report: Report) -> Collection | None:
    """With how many units have answered, and how many are asked."""
    submitted = Count("answers", filter=Q(answers__state=Answer.State.SUBMITTED))
    rows = Collection.objects.current().filter(report=report)
    return rows.annotate(submitted=submitted, asked=Count("answers")).first()
