"""Public forms in the product's own languages: drawn in the public shell but not kept, and guarded as all of them are."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from utblick.site import guarding
from utblick.site.serving import drawn, visit_of
from utblick.tenancy import scope

FAULTS = {
    "not_empty": _("The last field must be empty. Take away what stands there and send again."),
    "expired": _("The form had been open too long. What you wrote is still here: send again."),
    "too_fast": _("That was unusually quick. What you wrote is still here: send again."),
    "too_many": _("Many have signed up from here. Try again in an hour."),
}


def lets_in(request: HttpRequest, form: BaseForm) -> bool:
    """Whether what was sent is a person's, valid, and not one of too many; else the form says why, kindly."""
    if request.method != "POST":
        return False
    for fault in guarding.faults(request):
        form.add_error(None, str(FAULTS[fault]))
    if form.is_valid() and guarding.is_crowded(request):
        form.add_error(None, str(FAULTS["too_many"]))
    return form.is_valid()


def page(request: HttpRequest, language: str, template: str, *, form: Any = None, **facts: Any) -> HttpResponse:
    """`facts` holds at least `title` and `description`. Each form has a stamp of its own."""
    with scope.acting(scope.municipality()):
        told = {"form": form, "stamp": guarding.stamp_for(request), "csrf_token": get_token(request), **facts}
        body = drawn(template, visit_of(request, language), **told)
    response = HttpResponse(body, status=422 if form and form.errors else 200)
    response.headers["Content-Language"] = language
    add_never_cache_headers(response)
    return response
