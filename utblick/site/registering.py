"""The page on which a company, school or association here asks to be in the register of local actors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from utblick.accounts.roles import open_to_all
from utblick.actors import registering
from utblick.actors.registration_form import RegistrationForm
from utblick.site import guarding, open_forms
from utblick.tenancy import scope


@open_to_all
@sensitive_post_parameters("r-contact_name", "r-email", "r-phone")
def register(request: HttpRequest, language: str) -> HttpResponse:
    """The fields have a prefix: one of them is called as the trap for machines is."""
    with translation.override(language):
        form = RegistrationForm(request.POST if request.method == "POST" else None, prefix="r")
        if open_forms.lets_in(request, form):
            with scope.acting(scope.municipality()):
                registering.receive(mark=guarding.mark(request), language=language, **form.facts)
            return redirect("site:registered", language)
        told = _(
            "For companies, schools and associations in %(municipality)s that want markets, partners or funding abroad. "
            "What we find that fits you comes by mail, and costs nothing."
        )
        facts = {"title": _("Find opportunities abroad"), "description": told % {"municipality": scope.municipality()}}
        return open_forms.page(request, language, "site/register.html", form=form, **facts)


@open_to_all
@require_safe
def registered(request: HttpRequest, language: str) -> HttpResponse:
    with translation.override(language):
        told = _("Within a few minutes a mail comes that says so. The coordinator reads what you wrote and answers.")
        return open_forms.page(
            request, language, "site/registered.html", title=_("Thank you, we have it"), description=told
        )
