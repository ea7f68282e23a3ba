"""Which groups give which roles, and who comes in by which provider."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.federation.forms import GroupRoleForm
from utblick.federation.models import GroupRole, Identity, IdentityProvider
from utblick.ui.listing import Listing
from utblick.ui.toasts import toast

COLUMNS = {"name": "user__name", "provider": "provider__name", "seen": "seen_at"}


@may("accounts.change")
def overview(request: UserRequest) -> HttpResponse:
    rows = Identity.objects.current().select_related("user", "provider")
    providers = list(IdentityProvider.objects.current())
    back = {one: request.build_absolute_uri(one.way_back()) for one in providers}
    context = {
        "providers": back.items(),
        "group_roles": GroupRole.objects.current().select_related("provider", "unit"),
        "several": len(providers) > 1,
    }
    return Listing(request, rows, columns=COLUMNS, default_sort="name").answer("federation/overview.html", context)


@may("accounts.change")
def add_group_role(request: UserRequest) -> HttpResponse:
    form = GroupRoleForm(request.POST or None)
    if form.is_valid() and (saved := form.save_or_tell()):
        told = _("Who is in %(group)s now has the role from the next log-in.") % {"group": saved.group}
        toast(request, told, reverse("federation:end_group_role", args=[saved.pk]))
        return redirect("federation:overview")
    return render(request, "federation/group_role.html", {"form": form}, status=422 if form.errors else 200)


@may("accounts.change")
@require_POST
def end_group_role(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(GroupRole.objects.current(), pk=pk)
    found.withdraw()
    told = _("%(group)s no longer gives the role. Who has it by the group loses it at the next log-in.")
    toast(request, told % {"group": found.group}, reverse("federation:restore_group_role", args=[pk]))
    return redirect("federation:overview")


@may("accounts.change")
@require_POST
def restore_group_role(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(GroupRole.objects.exclude(withdrawn_at=None), pk=pk)
    found.restore()
    toast(request, _("%(group)s gives the role again.") % {"group": found.group})
    return redirect("federation:overview")


@may("accounts.change")
@require_POST
def end_identity(request: UserRequest, pk: int) -> HttpResponse:
    """Untie the person here from the one at the provider: the address may then be somebody else's there."""
    found = get_object_or_404(Identity.objects.current().select_related("user", "provider"), pk=pk)
    found.withdraw()
    told = _("%(person)s is no longer tied to the log-in service. The next log-in with the address ties it anew.")
    toast(request, told % {"person": found.user}, reverse("federation:restore_identity", args=[pk]))
    return redirect("federation:overview")


@may("accounts.change")
@require_POST
def restore_identity(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Identity.objects.exclude(withdrawn_at=None).select_related("user"), pk=pk)
    tied = Identity.objects.current().filter(provider=found.provider_id, user=found.user_id)
    if not tied.exists():
        found.restore()
    toast(request, _("%(person)s is tied to the log-in service again.") % {"person": found.user})
    return redirect("federation:overview")
