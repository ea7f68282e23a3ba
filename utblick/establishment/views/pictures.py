"""The pictures of a vacant site."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utblick.accounts.roles import UserRequest, may
from utblick.establishment import pictures
from utblick.establishment.forms.vacant_sites import PictureForm
from utblick.establishment.models import SitePicture, VacantSite
from utblick.ui.fields import tell_too_large
from utblick.ui.toasts import toast


@may("establishment.change")
def add_picture(request: UserRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(VacantSite.objects.current(), pk=pk)
    form = PictureForm(request.POST or None, request.FILES or None)
    tell_too_large(form, request, "file")
    if form.is_valid():
        pictures.add(site, form.cleaned_data["file"], form.alts)
        toast(request, _("The picture is added."))
        return redirect(site)
    context = {"form": form, "site": site, "heading": _("Add a picture")}
    return render(request, "establishment/picture_form.html", context, status=422 if form.errors else 200)


def _standing(pk: int) -> SitePicture:
    rows = SitePicture.objects.current().filter(site__withdrawn_at=None).select_related("site")
    return get_object_or_404(rows, pk=pk)


@may("establishment.change")
def edit_picture(request: UserRequest, pk: int) -> HttpResponse:
    """What the picture shows; another picture is another one."""
    picture = _standing(pk)
    form = PictureForm(request.POST or None, picture=picture)
    if form.is_valid():
        picture.alts = form.alts
        picture.save()
        toast(request, _("The text of the picture is saved."))
        return redirect(picture.site)
    context = {"form": form, "site": picture.site, "picture": picture, "heading": _("What the picture shows")}
    return render(request, "establishment/picture_form.html", context, status=422 if form.errors else 200)


@may("establishment.view")
@require_safe
def picture(request: UserRequest, pk: int) -> HttpResponse:
    return pictures.shown(_standing(pk))


@may("establishment.change")
@require_POST
def withdraw_picture(request: UserRequest, pk: int) -> HttpResponse:
    one = _standing(pk)
    one.withdraw()
    undo = reverse("establishment:restore_picture", args=[pk])
    toast(request, _("The picture is withdrawn."), undo)
    return redirect(one.site)


@may("establishment.change")
@require_POST
def restore_picture(request: UserRequest, pk: int) -> HttpResponse:
    rows = SitePicture.objects.exclude(withdrawn_at=None).filter(site__withdrawn_at=None)
    one = get_object_or_404(rows.select_related("site"), pk=pk)
    one.restore()
    toast(request, _("The picture is back."))
    return redirect(one.site)
