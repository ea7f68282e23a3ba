"""The coordinator's page of a collection: who has answered, who is missing, what is asked back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.followup import announcing, collecting, reminding
from utblick.followup.forms import CollectionForm, QuestionForm
from utblick.followup.models import Answer, Collection, Report
from utblick.followup.views.reaching import found, of_draft
from utblick.ui.toasts import toast


@may("followup.change")
def collection(request: UserRequest, pk: int) -> HttpResponse:
    """Open the collection or move its last day; the units with how they stand."""
    report = found(pk)
    stored = Collection.objects.current().filter(report=report).first()
    instance = stored or Collection(report=report, answer_by=collecting.proposed_last_day(report))
    form = CollectionForm(None if report.is_frozen else request.POST or None, instance=instance)
    if form.is_valid() and _save(request, report, stored, form):
        return redirect("followup:collection", pk)
    answers = list(Answer.objects.current().filter(collection=stored).told()) if stored else []
    today = timezone.localdate()
    remindable = [] if report.is_frozen else reminding.missing(answers, by=request.user)
    context = {
        "report": report,
        "collection": stored,
        "form": form,
        "missing": [one for one in answers if not one.is_submitted],
        "handed_in": [one for one in answers if one.is_submitted],
        "late": [one.pk for one in answers if one.is_late(today)],
        "count": len(answers),
        "written_since": collecting.written_since(stored) if stored and report.is_frozen else set(),
        "reminding": remindable,
        "to_remind": [one for one in remindable if one.people],
        "heard": [one for one in remindable if one.heard],
        "nobody": [one for one in remindable if one.has_nobody],
        "left_out": collecting.left_out(stored) if stored and not report.is_frozen else [],
    }
    return render(request, "followup/collection.html", context, status=422 if form.errors else 200)


def _save(request: UserRequest, report: Report, stored: Collection | None, form: CollectionForm) -> bool:
    if stored is None:
        opened = collecting.open_for(report, answer_by=form.cleaned_data["answer_by"])
        announcing.tell_now()
        count = opened.answers.count()
        text = ngettext("%(count)s unit is asked.", "%(count)s units are asked.", count)
        toast(request, text % {"count": count})
        return True
    if form.save_or_tell():
        announcing.tell_now()
        toast(request, _("The last day is moved. Those who have not answered are reminded by the new one."))
        return True
    return False


@may("followup.change")
@require_POST
@of_draft
def ask_left_out(request: UserRequest, report: Report) -> HttpResponse:
    """Ask those too that have got a part in the period since."""
    one = get_object_or_404(Collection.objects.current(), report=report)
    collecting.add(one, collecting.left_out(one))
    announcing.tell_now()
    toast(request, _("They are asked too."))
    return redirect("followup:collection", report.pk)


@may("followup.change")
@require_POST
@of_draft
def remind_missing(request: UserRequest, report: Report) -> HttpResponse:
    """Remind now those who are missing and have not heard of it today."""
    one = get_object_or_404(Collection.objects.current(), report=report)
    told = reminding.remind(one, by=request.user)
    if told:
        toast(request, _("Reminded: %(names)s.") % {"names": ", ".join(user.name for user in told)})
    else:
        toast(request, _("Nobody is reminded: everyone who can be has heard of it today."), level=messages.INFO)
    return redirect("followup:collection", report.pk)


@may("followup.change")
def send_back(request: UserRequest, pk: int) -> HttpResponse:
    """Ask a unit to look at its part once more."""
    rows = Answer.objects.current().filter(collection__report__status=Report.Status.DRAFT)
    answer = get_object_or_404(rows.told(), pk=pk, state=Answer.State.SUBMITTED)
    form = QuestionForm(request.POST or None, instance=answer)
    if form.is_valid():
        try:
            collecting.send_back(form.instance, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            toast(request, _("%(unit)s is asked to look again.") % {"unit": answer.unit})
            return redirect("followup:collection", answer.collection.report_id)
    context = {"form": form, "answer": answer, "report": answer.collection.report}
    return render(request, "followup/send_back.html", context, status=422 if form.errors else 200)
