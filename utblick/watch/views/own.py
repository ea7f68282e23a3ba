"""A local actor's own wishes, and its word about what fits it; of the actors that one logs in for, and no others."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.actors.models import LocalActor, Representative
from utblick.actors.representing import represented_by
from utblick.tenancy import scope
from utblick.ui.toasts import toast
from utblick.watch import asking, card, fitting
from utblick.watch.forms.own import OwnAnswerForm, WishesForm
from utblick.watch.models import ActorQuestion, OwnAnswer


@may("actors.own")
def wishes(request: UserRequest, pk: int) -> HttpResponse:
    actor = get_object_or_404(represented_by(request.user), pk=pk)
    me = Representative.objects.current().get(actor=actor, user=request.user)
    form = WishesForm(request.POST or None, instance=fitting.wishes_of(actor), mails_me=not me.unmailed)
    if form.is_valid() and _save(form, me):
        toast(request, _("What you want is saved."))
        return redirect("desk:own")
    status = 422 if form.errors else 200
    return render(request, "watch/wishes.html", {"form": form, "actor": actor}, status=status)


@transaction.atomic
def _save(form: WishesForm, me: Representative) -> bool:
    if not form.save_or_tell():
        return False
    if "kinds" in form.changed_data:
        fitting.meet_anew(form.instance.actor)
    if me.unmailed == form.cleaned_data["mails_me"]:
        me.unmailed = not me.unmailed
        me.save()
    return True


@may("actors.own")
@require_POST
def own_answer(request: UserRequest, pk: int, item: int, verdict: str) -> HttpResponse:
    """For us, or not; out of the way at once, and the ranking learns."""
    if verdict not in OwnAnswer.Verdict:
        raise Http404
    actor = get_object_or_404(represented_by(request.user), pk=pk)
    match = get_object_or_404(fitting.public_matches(actor).select_related("item"), item=item)
    page = _page_at(actor, _goes_on_at(actor, match.item_id, verdict))
    answer = fitting.say(actor, match.item, verdict)
    told = (
        _("Noted: for you.") if verdict == OwnAnswer.Verdict.YES else _("Noted: not for you. It is out of your list.")
    )
    toast(request, told, reverse("watch:take_back_own_answer", args=[answer.pk]))
    return redirect(page)


def _goes_on_at(actor: LocalActor, item: int, verdict: str) -> int:
    """The item on which the reader goes on: where this one goes out of the list the next, or after the last the one before."""
    listed = list(fitting.fits(actor, timezone.now()).values_list("item", flat=True))
    if verdict == OwnAnswer.Verdict.YES or item not in listed:
        return item
    at = listed.index(item)
    return next(iter([*listed[at + 1 :], *listed[:at][-1:]]), item)


def _page_at(actor: LocalActor, item: int) -> str:
    return f"{reverse('desk:own')}#fit-{actor.pk}-{item}"


@may("actors.own")
@require_POST
def take_back_own_answer(request: UserRequest, pk: int) -> HttpResponse:
    mine = OwnAnswer.objects.filter(actor__in=represented_by(request.user)).select_related("actor")
    answer = get_object_or_404(mine, pk=pk)
    fitting.take_back(answer)
    toast(request, _("Taken back."))
    return redirect(_page_at(answer.actor, answer.item_id))


@may("actors.own")
def own_question(request: UserRequest, pk: int) -> HttpResponse:
    """What the municipality asks the actor about an item; where the mail of it leads."""
    rows = ActorQuestion.objects.select_related("item", "actor", "asked_by", "answered_by")
    asked = get_object_or_404(rows, pk=pk, actor__in=represented_by(request.user))
    form = OwnAnswerForm(request.POST or None, asked=asked)
    if form.is_valid():
        try:
            asking.answer(asked, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            toast(request, _("%(who)s has your answer.") % {"who": scope.municipality()})
            return redirect("desk:own")
    context = {"asked": asked, "brief": card.brief_of(asked.item, timezone.now()), "form": form}
    return render(request, "watch/own_question.html", context, status=422 if form.errors else 200)
