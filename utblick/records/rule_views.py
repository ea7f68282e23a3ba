"""The document plan: for each kind of record whether it is kept, and by which decision it is not."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from utblick.accounts.roles import UserRequest, may
from utblick.journal.telling import kind_in_words
from utblick.records.disposal.kinds import KINDS
from utblick.records.forms import RuleForm
from utblick.records.models import RetentionRule
from utblick.records.tabs import tabs
from utblick.ui.toasts import toast


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan; without a rule the kind is kept."""

    kind: str
    name: str
    counted: str | Promise
    rule: RetentionRule | None


@require_safe
@may("records.view")
def rules(request: UserRequest) -> HttpResponse:
    known = {rule.kind: rule for rule in RetentionRule.objects.current().select_related("body")}
    lines = [Line(kind, kind_in_words(kind), told.counted, known.get(kind)) for kind, told in KINDS.items()]
    context = {
        "lines": sorted(lines, key=lambda one: one.name),
        "may_change": request.user.has_perm("records.change"),
        "tabs": tabs("rules"),
    }
    return render(request, "records/rules.html", context)


@may("records.change")
def edit_rule(request: UserRequest, kind: str) -> HttpResponse:
    """A new rule begins with the decision of the last one: a plan is entered in one go."""
    if kind not in KINDS:
        raise Http404(kind)
    rule = RetentionRule.objects.current().filter(kind=kind).first() or _new(kind)
    form = RuleForm(request.POST or None, instance=rule)
    if form.is_valid() and form.save_or_tell():
        toast(request, _("The rule for “%(kind)s” is saved.") % {"kind": kind_in_words(kind)})
        return redirect("records:rules")
    context = {"form": form, "name": kind_in_words(kind), "counted": KINDS[kind].counted}
    return render(request, "records/rule.html", context, status=422 if form.errors else 200)


def _new(kind: str) -> RetentionRule:
    last, new = RetentionRule.objects.current().order_by("-pk").first(), RetentionRule(kind=kind)
    for name in ("body_id", "decided_on", "section", "case_number") if last else ():
        setattr(new, name, getattr(last, name))
    return new
