"""What a municipality shares: with whom, how much, what they see of it, and that it can be ended at once."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.initiatives.models import Initiative
from utblick.sharing import agreeing, telling
from utblick.sharing.crossing import ours, told
from utblick.sharing.figures import Figures, figures_by_municipality
from utblick.sharing.forms.sharing import SharingForm
from utblick.sharing.models import Sharing, Withheld
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

COLUMNS = {"title": "title", "status": "status", "start": "starts_on"}
ROWS = 25


@may("sharing.view")
def home(request: UserRequest) -> HttpResponse:
    """Each region with what is shared with it now and was before; and what the figures say at this moment."""
    sharings = list(Sharing.objects.select_related("region", "given_by"))
    standing = {one.region_id: one for one in sharings if one.withdrawn_at is None}
    offered = [one for one in agreeing.regions() if one.pk not in standing]
    context = {
        "standing": standing.values(),
        "ended": [one for one in sharings if one.withdrawn_at],
        "offered": offered,
        "figures": _figures(),
        "may_change": request.user.has_perm("sharing.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "sharing/home.html", context)


def _figures() -> Figures:
    return sum(figures_by_municipality(ours()).values(), Figures())


@may("sharing.change")
def share(request: UserRequest, region: int) -> HttpResponse:
    """Begin to share, or change how much."""
    found = get_object_or_404(agreeing.regions(), pk=region)
    standing = Sharing.objects.current().filter(region=found).first()
    form = SharingForm(request.POST or None, initial={"level": standing.level if standing else Sharing.Level.FIGURES})
    if form.is_valid():
        sharing = agreeing.share(found, level=form.cleaned_data["level"], by=request.user)
        undo = "" if standing else reverse("sharing:end", args=[sharing.pk])
        toast(request, _("%(region)s now sees what you share.") % {"region": found}, undo)
        return redirect("sharing:home")
    context = {"form": form, "region": found, "standing": standing, "figures": _figures()}
    return render(request, "sharing/share.html", context, status=422 if form.errors else 200)


@may("sharing.change")
@require_POST
def end(request: UserRequest, pk: int) -> HttpResponse:
    sharing = get_object_or_404(Sharing.objects.current().select_related("region"), pk=pk)
    sharing.withdraw()
    undo = reverse("sharing:restore", args=[pk])
    toast(request, _("%(region)s no longer sees anything of yours.") % {"region": sharing.region}, undo)
    return redirect("sharing:home")


@may("sharing.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    """Undo that it was ended; where it has been begun anew meanwhile, nothing is to be done."""
    sharing = get_object_or_404(Sharing.objects.exclude(withdrawn_at=None).select_related("region"), pk=pk)
    agreeing.resume(sharing)
    toast(request, _("%(region)s now sees what you share.") % {"region": sharing.region})
    return redirect("sharing:home")


@may("sharing.view")
def preview(request: UserRequest) -> HttpResponse:
    """The rows that a region sees by name, as it sees them; and those that are kept out."""
    rows = ours()
    listing = Listing(request, told(rows), columns=COLUMNS, default_sort="title", per_page=ROWS)
    context = {
        "shown": telling.tell(listing.rows, of=rows),
        "withheld": list(Withheld.objects.current().filter(initiative__withdrawn_at=None).select_related("initiative")),
        "may_change": request.user.has_perm("sharing.change"),
    }
    return listing.answer("sharing/preview.html", context)


@may("sharing.view")
def own(request: UserRequest, pk: int) -> HttpResponse:
    """One initiative as a region sees it that is shown them by name, or why none does."""
    initiative = get_object_or_404(Initiative.objects.all(), pk=pk)
    context = {
        "initiative": initiative,
        "told": telling.tell_one(ours(), pk),
        "is_withheld": Withheld.objects.current().filter(initiative=initiative).exists(),
        "may_change": request.user.has_perm("sharing.change"),
    }
    return render(request, "sharing/own.html", context)


@may("sharing.change")
@require_POST
def withhold(request: UserRequest, pk: int) -> HttpResponse:
    initiative = get_object_or_404(Initiative.objects.current(), pk=pk)
    agreeing.withhold(initiative)
    undo = reverse("sharing:release", args=[pk])
    toast(request, _("“%(title)s” is not shared with any region.") % {"title": initiative}, undo)
    return redirect("sharing:preview")


@may("sharing.change")
@require_POST
def release(request: UserRequest, pk: int) -> HttpResponse:
    initiative = get_object_or_404(Initiative.objects.current(), pk=pk)
    agreeing.release(initiative)
    undo = reverse("sharing:withhold", args=[pk])
    toast(request, _("“%(title)s” is shared as the others are.") % {"title": initiative}, undo)
    return redirect("sharing:preview")
