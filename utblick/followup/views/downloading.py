"""The report as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from utblick.accounts.roles import UserRequest, may
from utblick.followup.documents import making
from utblick.followup.models import Rendering, Report
from utblick.followup.views.reaching import found


@may("followup.view")
def download(request: UserRequest, pk: int, format: str) -> HttpResponse:
    """The file, once it is made; until then a page that says so and asks again by itself."""
    if format not in Rendering.Format:
        raise Http404
    report = found(pk)
    rendering = making.asked_for(report, format)
    if rendering.state == Rendering.State.READY and not request.htmx:
        return _file(report, rendering)
    context = {"report": report, "rendering": rendering}
    template = "followup/preparing.html#state" if request.htmx else "followup/preparing.html"
    return render(request, template, context, status=200 if rendering.state == Rendering.State.READY else 202)


def _file(report: Report, rendering: Rendering) -> HttpResponse:
    kind = making.KINDS[Rendering.Format(rendering.format)]
    answer = HttpResponse(bytes(rendering.body), content_type=kind.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{making.file_name(report, rendering.format)}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
