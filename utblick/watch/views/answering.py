"""The answer to a question that came with an assignment."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.ui.toasts import toast
from utblick.watch import answering, asking
from utblick.watch.forms import AnswerForm
from utblick.watch.models import ActorQuestion, Decision
from utblick.watch.views.going_back import back


@may("watch.view")
def answer(request: UserRequest, pk: int) -> HttpResponse:
    """For the one who was asked, or anyone of the unit that was."""
    rows = Decision.objects.select_related("item", "decided_by", "assigned_to", "unit", "answered_by")
    decision = get_object_or_404(rows, pk=pk)
    if not answering.is_asked(decision, request.user):
        raise PermissionDenied("watch.answer")
    form = AnswerForm(request.POST or None, initial={"answer": decision.answer, "text": decision.answer_text})
    if form.is_valid():
        try:
            answering.answer(decision, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            toast(request, _("%(who)s has your answer.") % {"who": decision.decided_by})
            return redirect(back(request))
    context = {"decision": decision, "form": form, "next": back(request)}
    return render(request, "watch/answer.html", context, status=422 if form.errors else 200)


@may("watch.view")
@require_POST
def answer_read(request: UserRequest, pk: int) -> HttpResponse:
    """The one who asked has read the answer; it leaves the list of answers."""
    decision = get_object_or_404(Decision.objects.current(), pk=pk, decided_by=request.user)
    if not decision.answer_read:
        answering.read(decision)
    return redirect(back(request))


@may("watch.decide")
@require_POST
def take_back_question(request: UserRequest, pk: int) -> HttpResponse:
    """The local actor need not answer."""
    question = get_object_or_404(ActorQuestion.objects.select_related("item", "actor"), pk=pk)
    words = {"actor": question.actor}
    if asking.take_back(question, by=request.user):
        toast(request, _("The question to %(actor)s is taken back.") % words)
    else:
        toast(
            request, _("%(actor)s has answered, or the question was taken back already.") % words, level=messages.INFO
        )
    return redirect(back(request))


@may("watch.view")
@require_POST
def actor_answer_read(request: UserRequest, pk: int) -> HttpResponse:
    """The one who asked a local actor has read the answer; it leaves the list of answers."""
    question = get_object_or_404(ActorQuestion.objects.current(), pk=pk, asked_by=request.user)
    if question.answered_at and not question.answer_read:
        asking.read(question)
    return redirect(back(request))
