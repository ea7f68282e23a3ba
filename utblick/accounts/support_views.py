"""The municipality's side of support: opened and closed by a coordinator, read by members, ended by who is visited."""

from typing import Any

from django import forms
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from utblick.accounts import visiting
from utblick.accounts.models import SupportAccess, SupportVisit, User
from utblick.accounts.roles import UserRequest, may
from utblick.journal.models import Entry
from utblick.ui.toasts import toast

HOURS = (1, 4, 8, 24)
MOST = 50
"""So many visits are shown; the rest is in the audit trail."""


class AccessForm(forms.Form):
    purpose = forms.CharField(
        label=gettext_lazy("What support is to help with"),
        max_length=200,
        help_text=gettext_lazy("For example “The report for 2026 lacks the twin towns”."),
    )
    hours = forms.TypedChoiceField(
        label=gettext_lazy("Open for"),
        coerce=int,
        initial=4,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(one, ngettext("%(count)s hour", "%(count)s hours", one) % {"count": one}) for one in HOURS]
        self.fields["hours"].choices = told  # type: ignore[attr-defined]


def visits() -> QuerySet[SupportVisit]:
    """The newest first, each with how many pages were looked at."""
    told = Entry.objects.filter(kind=SupportVisit._meta.label_lower, object_id=OuterRef("pk"), after__has_key="page")
    pages = told.order_by().values("object_id").annotate(count=Count("pk")).values("count")
    rows = SupportVisit.objects.select_related("person", "operator", "access")
    return rows.annotate(pages=Coalesce(Subquery(pages), 0))


def visits_of(user: User) -> QuerySet[SupportVisit]:
    return visits().filter(person=user)[:10]


@may("accounts.view")
def support(request: UserRequest) -> HttpResponse:
    return _page(request, AccessForm())


@may("accounts.change")
@require_POST
def open_support(request: UserRequest) -> HttpResponse:
    form = AccessForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    visiting.open_access(**form.cleaned_data)
    toast(request, _("Support can look in now."), reverse("accounts:close_support"))
    return redirect("accounts:support")


def _page(request: UserRequest, form: AccessForm) -> HttpResponse:
    context = {
        "form": form,
        "access": SupportAccess.objects.open().first(),
        "visits": visits()[:MOST],
        "may_change": request.user.has_perm("accounts.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "accounts/support.html", context, status=422 if form.errors else 200)


@may("accounts.change")
@require_POST
def close_support(request: UserRequest) -> HttpResponse:
    visiting.close_access()
    toast(request, _("Support can no longer look in."))
    return redirect("accounts:support")


@require_POST
def end_visits_to_me(request: UserRequest) -> HttpResponse:
    """Show the door to whoever looks in as oneself."""
    for visit in SupportVisit.objects.going_on().filter(person=request.user).select_related("access"):
        visit.end()
    toast(request, _("Nobody looks in as you any more."))
    return redirect("accounts:profile")


@may("operate.view")
@require_POST
def end_visit(request: UserRequest) -> HttpResponse:
    """The operator's own way out of a visit."""
    visit = visiting.leave(request)
    toast(request, _("The support visit is over."))
    if visit is None:
        return redirect("operate:overview")
    return redirect(f"{reverse('operate:person')}?{urlencode({'email': visit.person.email})}")
