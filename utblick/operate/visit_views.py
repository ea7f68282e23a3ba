"""Where the operator begins to see Utblick as a person of the municipality at whose address the operator is."""

from smtplib import SMTPException

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from utblick.accounts import visiting
from utblick.accounts.models import User
from utblick.accounts.roles import UserRequest, may
from utblick.accounts.support import LONGEST


class VisitForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why you look in"),
        max_length=200,
        help_text=gettext_lazy("Stands in the mail to the person and the coordinators, and in the audit trail."),
    )


@require_http_methods(["GET", "POST"])
@may("operate.change")
def visit(request: UserRequest, pk: int) -> HttpResponse:
    """See as this person: for a reason, announced, and no longer than LONGEST."""
    person = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=pk)
    form = VisitForm(request.POST or None)
    hindrance = visiting.why_not(request, request.user, person)
    if not hindrance and form.is_valid():
        try:
            visiting.enter(request, visiting.begin(request.user, person, reason=form.cleaned_data["reason"]))
            return redirect("desk:home")
        except (OSError, SMTPException):
            form.add_error(None, _("The mail that tells of the visit could not be sent, so nothing has begun."))
    context = {"form": form, "person": person, "hindrance": hindrance, "minutes": LONGEST.seconds // 60}
    status = 403 if hindrance and request.method == "POST" else 422 if form.errors else 200
    return render(request, "operate/visit.html", context, status=status)
