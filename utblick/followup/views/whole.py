"""All rows of a part of a report that is too long to be read whole."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation

from utblick.accounts.roles import UserRequest, may
from utblick.followup.paper import drawn_part
from utblick.followup.references import address_of
from utblick.followup.views.reaching import found
from utblick.followup.whole import stacks_of

AT_A_TIME = 50


@may("followup.view")
def behind(request: UserRequest, pk: int, key: str) -> HttpResponse:
    """Each table and list of the part, and what its text rests on, page by page."""
    report = found(pk)
    part = next((one for one in report.content()["parts"] if one["key"] == key), None)
    stacks = stacks_of(part) if part else []
    if part is None or not stacks:
        raise Http404
    chosen = next((one for one in stacks if one.key == request.GET.get("of")), stacks[0])
    page = Paginator(chosen.rows, AT_A_TIME).get_page(request.GET.get("page"))

    def address(ref: str) -> str:
        """A place in the report is not one on this page."""
        return f"{report.get_absolute_url()}{ref}" if ref.startswith("#") else address_of(ref)

    with translation.override(report.language):
        drawn = drawn_part(chosen.part(part, list(page)), address)
    context = {
        "report": report,
        "part": drawn,
        "tabs": [(f"{one.label} ({len(one.rows)})", f"?of={one.key}", one is chosen) for one in stacks],
        "page": page,
        "asked": f"of={chosen.key}&",
    }
    return render(request, "followup/whole.html", context)
