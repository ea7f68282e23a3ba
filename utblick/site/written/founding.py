"""The page on which a municipality opens its public site, with its colour."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.accounts.roles import UserRequest, may
from utblick.site.written.colours import COLOUR, check_colour
from utblick.site.written.opening import open_site
from utblick.ui.toasts import toast


class SiteForm(forms.Form):
    colour = forms.CharField(
        label=gettext_lazy("Colour"),
        initial=COLOUR,
        max_length=7,
        validators=[check_colour],
        help_text=gettext_lazy("As #073641. White text stands on it, so it has to be dark enough."),
    )


@may("site.publish")
def open_public_site(request: UserRequest) -> HttpResponse:
    form = SiteForm(request.POST or None)
    if form.is_valid():
        open_site(colour=form.cleaned_data["colour"])
        toast(request, _("The public site is open, in five languages. Fill its sections with pages."))
        return redirect("wagtailadmin_home")
    return render(request, "written/open.html", {"form": form}, status=422 if form.errors else 200)
