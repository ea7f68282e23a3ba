"""People and units of the municipality, and the visitor's own account."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts import keeping
from utblick.accounts import members as verbs
from utblick.accounts.ending import newest_first
from utblick.accounts.first_log_in import mail_first_log_in
from utblick.accounts.forms import InviteForm, ProfileForm, UnitForm
from utblick.accounts.middleware import SWITCH
from utblick.accounts.models import Membership, Unit
from utblick.accounts.roles import UserRequest, may, municipalities_of
from utblick.accounts.support_views import visits_of
from utblick.journal.models import index_owned
from utblick.ui import kept
from utblick.ui.listing import Listing
from utblick.ui.sheets import Sheet
from utblick.ui.toasts import toast

COLUMNS = {"name": "user__name", "role": "role", "unit": "unit__name"}


@may("accounts.view")
def members(request: UserRequest) -> HttpResponse:
    rows = Membership.objects.current().select_related("user", "unit", "by_group")
    listing = Listing(request, rows, columns=COLUMNS, default_sort="name", sheet=_people)
    context = {
        "may_change": request.user.has_perm("accounts.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return listing.answer("accounts/members.html", context)


def _people(rows: QuerySet[Membership]) -> Sheet:
    return Sheet(
        _("Members"),
        {
            _("Name"): lambda one: one.user.name,
            _("E-mail"): lambda one: one.user.email,
            _("Role"): lambda one: one.get_role_display(),
            _("Unit"): lambda one: str(one.unit or ""),
            _("Given by group"): lambda one: one.by_group.group if hasattr(one, "by_group") else "",
        },
    )


@may("accounts.change")
def invite(request: UserRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if form.is_valid():
        membership, created = verbs.invite(**form.cleaned_data)
        if created:
            mail_first_log_in(request, membership.user)
        toast(request, _("%(person)s now has the role.") % {"person": membership.user}, _undo(membership))
        return redirect("accounts:members")
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


def _undo(membership: Membership) -> str:
    return reverse("accounts:end_role", args=[membership.pk])


@may("accounts.change")
@require_POST
def end_role(request: UserRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.current().select_related("user"), pk=pk)
    if verbs.is_last_coordinator(membership):
        messages.error(
            request, _("The municipality needs at least one coordinator. Give somebody else the role first.")
        )
    else:
        membership.withdraw()
        undo = reverse("accounts:restore_role", args=[pk])
        toast(request, _("%(person)s no longer has the role.") % {"person": membership.user}, undo)
    return redirect("accounts:members")


@may("accounts.change")
@require_POST
def restore_role(request: UserRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.exclude(withdrawn_at=None), pk=pk)
    same = Membership.objects.current().filter(user=membership.user_id, role=membership.role, unit=membership.unit_id)
    # A group may have given it anew in the meantime.
    if not same.exists():
        membership.restore()
    toast(request, _("The role is back."))
    return redirect("accounts:members")


@may("accounts.view")
def units(request: UserRequest) -> HttpResponse:
    rows = Unit.objects.current().select_related("parent")
    listing = Listing(request, rows, columns={"name": "name", "kind": "kind"}, default_sort="name")
    context = {"may_change": request.user.has_perm("accounts.change")}
    return listing.answer("accounts/units.html", context)


@may("accounts.change")
def edit_unit(request: UserRequest, pk: int | None = None) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.current(), pk=pk) if pk is not None else None
    form = UnitForm(request.POST or None, instance=unit)
    form.fields["parent"].queryset = Unit.objects.current().exclude(pk=pk or 0)  # type: ignore[attr-defined]
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, _("%(unit)s is saved.") % {"unit": saved})
        return redirect("accounts:units")
    return render(request, "accounts/unit.html", {"form": form, "unit": unit}, status=422 if form.errors else 200)


@may("accounts.change")
@require_POST
def withdraw_unit(request: UserRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.current(), pk=pk)
    unit.withdraw()
    toast(request, _("%(unit)s is closed.") % {"unit": unit}, reverse("accounts:restore_unit", args=[pk]))
    return redirect("accounts:units")


@may("accounts.change")
@require_POST
def restore_unit(request: UserRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.exclude(withdrawn_at=None), pk=pk)
    unit.restore()
    toast(request, _("%(unit)s is open again.") % {"unit": unit})
    return redirect("accounts:units")


def profile(request: UserRequest) -> HttpResponse:
    """The visitor's own name and language, second factor and sessions."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        user = form.save()
        if "name" in form.changed_data:
            index_owned(user)
        toast(request, _("Your account is saved."))
        answer = redirect("accounts:profile")
        _remember_language(answer, form.cleaned_data["language"])
        return answer
    context = {"form": form, "sessions": newest_first(request.user), "visits": list(visits_of(request.user))}
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


def _remember_language(answer: HttpResponse, code: str) -> None:
    secure = settings.LANGUAGE_COOKIE_SECURE
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, secure=secure, httponly=True, samesite="Lax")


def written(request: UserRequest) -> HttpResponse:
    """What the visitor wrote in a form when being logged out, with a way to open it again."""
    found = keeping.kept_for(request)
    if found is None:
        return redirect("desk:home")
    return render(request, "accounts/written.html", kept.shown(found["fields"], found["address"]))


@require_POST
def switch(request: UserRequest) -> HttpResponse:
    """The demo's switch between the municipalities where one has a role; in production the host name decides."""
    wanted = request.POST.get("municipality", "")
    chosen = next((one for one in municipalities_of(request.user) if str(one.pk) == wanted), None)
    if not settings.DEMO or chosen is None:
        raise Http404
    request.session[SWITCH] = chosen.pk
    return redirect("desk:home")
