"""Relations that have gone quiet, and what is decided about each."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.partners.forms import SilenceForm
from utblick.partners.models import Agreement, Organisation, Silence
from utblick.partners.quiet import quiet
from utblick.ui.toasts import toast


@may("partners.view")
def gone_quiet(request: UserRequest) -> HttpResponse:
    context = {"quiet": quiet(timezone.localdate()), "may_change": request.user.has_perm("partners.change")}
    return render(request, "partners/quiet.html", context)


@may("partners.change")
def silence(request: UserRequest, pk: int) -> HttpResponse:
    """Decide: revive, let rest, propose to end."""
    organisation = get_object_or_404(Organisation.objects.current(), pk=pk)
    today = timezone.localdate()
    found = next(iter(quiet(today, only=pk)), None)
    wanted = found.suggestion if found else Silence.Verdict.REST
    new = Silence(organisation=organisation, decided_by=request.user, verdict=wanted)
    form = SilenceForm(request.POST or None, instance=new)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("%(decision)s. It is noted.") % {"decision": saved}, _undo(saved))
        return redirect(_next(saved))
    context = {"form": form, "organisation": organisation, "relation": organisation, "quiet": found}
    return render(request, "partners/silence.html", context, status=422 if form.errors else 200)


@may("partners.change")
@require_POST
def undo_silence(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Silence.objects.current().select_related("organisation"), pk=pk)
    found.withdraw()
    toast(request, _("The decision on %(name)s is taken back.") % {"name": found.organisation})
    return redirect("partners:quiet")


def _undo(silence: Silence) -> str:
    return reverse("partners:undo_silence", args=[silence.pk])


def _next(silence: Silence) -> str:
    """To end an agreement is proposed by a review of it."""
    agreement = Agreement.objects.in_force().filter(organisation=silence.organisation).first()
    if silence.verdict == Silence.Verdict.END and agreement:
        return reverse("partners:review_agreement", args=[agreement.pk]) + "?proposal=end"
    return reverse("partners:quiet")
