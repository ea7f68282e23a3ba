"""Who carries out the project."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.projects.forms import PartnerForm
from utblick.projects.models import Partner
from utblick.projects.views.reaching import ask, own, own_part


@may("initiatives.change")
def add_partner(request: UserRequest, pk: int) -> HttpResponse:
    partner = Partner(project=own(request, pk))
    form = PartnerForm(request.POST or None, instance=partner)
    return ask(request, form, partner, "partner", _("The partner is in the project, and has a budget to fill in."))


@may("initiatives.change")
def edit_partner(request: UserRequest, pk: int) -> HttpResponse:
    partner = own_part(request, Partner, pk)
    form = PartnerForm(request.POST or None, instance=partner)
    return ask(request, form, partner, "partner", _("The partner is saved."))
