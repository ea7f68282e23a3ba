"""A unit's part of a report: what the rows say, a yes to it, and the unit's own words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.followup import collecting
from utblick.followup.figures import Period
from utblick.followup.forms import AnswerForm
from utblick.followup.known import known_of
from utblick.followup.models import Answer
from utblick.followup.paper import drawn_part
from utblick.followup.parts import known as known_part
from utblick.initiatives.models import Initiative
from utblick.ui.toasts import toast


@may("followup.view")
def answer(request: UserRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Answer.objects.current().filter(collection__report__withdrawn_at=None).told(), pk=pk)
    may_answer = request.user.has_perm("followup.answer", one)
    if request.method == "POST" and not may_answer:
        raise PermissionDenied
    report = one.collection.report
    known, words = known_of(one.unit, report.starts_on, report.ends_on), collecting.words_of(one)
    # Also those that it has written about before its work changed.
    goals = known.goals | {pk: name for pk, name in words.goals.items() if pk not in known.goals}
    form = AnswerForm(request.POST or None, goals=goals, stored=words.stored, seen=known.mark)
    if form.is_valid() and _save(request, one, form):
        return redirect(one)
    context = {
        "answer": one,
        "report": report,
        "known": known,
        "part": drawn_part(known_part.write(known, Period(report.starts_on, report.ends_on))),
        "initiatives": [(one, Initiative.Status(one.status).label) for one in known.initiatives],
        "form": form,
        "may_answer": may_answer,
        "words_before": words.before,
        "is_late": one.is_late(timezone.localdate()) and not report.is_frozen,
        "has_changed": one.is_submitted and not report.is_frozen and one.agreed != known.mark,
    }
    return render(request, "followup/answer.html", context, status=422 if form.errors else 200)


def _save(request: UserRequest, one: Answer, form: AnswerForm) -> bool:
    """Texts first: they are saved also where the unit cannot hand in yet."""
    try:
        collecting.write(one, form.wishes())
        if "submit" in request.POST and not one.collection.report.is_frozen:
            collecting.submit(one, by=request.user, seen=form.cleaned_data["seen"])
    except collecting.Clash as clash:
        form.tell_clash(clash.stored)
        return False
    except ValidationError as error:
        form.add_error(None, error)
        form.show_rows_anew()
        return False
    _tell(request, one)
    return True


def _tell(request: UserRequest, one: Answer) -> None:
    if one.collection.report.is_frozen:
        told = _("The report is frozen and stays as it is. What you have written is kept for the next one.")
        toast(request, told, level=messages.WARNING)
    elif "submit" in request.POST:
        toast(request, _("Your unit's part is handed in. Thank you!"))
    else:
        toast(request, _("Saved. Your part is not handed in until you say so."))
