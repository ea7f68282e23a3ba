"""What a figure of the watch or of the establishment enquiries is counted from."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode

from utblick.accounts.roles import UserRequest, may
from utblick.followup.counted import counted as count
from utblick.followup.counted import label_of
from utblick.followup.figures import Period
from utblick.followup.phrases import figure

AT_A_TIME = 50
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


@may("followup.view")
def counted(request: UserRequest) -> HttpResponse:
    """`?of=watch:arrived&first=2026-01-01&last=2026-12-31`: the rows as they are now, page by page."""
    of = request.GET.get("of", "")
    label, period = label_of(of), _period(request)
    found = count(of, period) if label and period else None
    if period is None or found is None:
        raise Http404
    page = Paginator(found.rows, AT_A_TIME).get_page(request.GET.get("page"))
    asked = {"of": of, "first": period.first.isoformat(), "last": period.last.isoformat()}
    context = {
        "label": label,
        "period": period,
        "figure": figure(found.figure) if found.figure is not None else "–",
        "rows": [found.row(one) for one in page],
        "page": page,
        "asked": f"{urlencode(asked)}&",
    }
    return render(request, "followup/counted.html", context)


def _period(request: UserRequest) -> Period | None:
    try:
        days = [date.fromisoformat(request.GET.get(name, "")) for name in ("first", "last")]
    except ValueError:
        return None
    return Period(*days) if all(FIRST_DAY <= day <= LAST_DAY for day in days) else None
