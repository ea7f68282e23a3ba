"""What the operator does for one person who has lost a way in, or must be kept out: found by the exact address.

The operator has no list of people: who works where is the municipality's.
"""

from allauth.mfa.models import Authenticator
from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from utblick.accounts.ending import log_out, newest_first, remove_second_factor
from utblick.accounts.models import User
from utblick.accounts.roles import UserRequest, may
from utblick.accounts.session_views import ended
from utblick.ui.toasts import toast

FACTORS = {
    Authenticator.Type.TOTP: gettext_lazy("app"),
    Authenticator.Type.WEBAUTHN: gettext_lazy("passkey"),
    Authenticator.Type.RECOVERY_CODES: gettext_lazy("recovery codes"),
}


class PersonForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)

    def clean_email(self) -> User:
        found = User.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has this address."))
        return found


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("How you made sure who asks for it"),
        max_length=200,
        help_text=gettext_lazy("Stands in the audit trail, for example “Called back at the number in the directory”."),
    )


@require_safe
@may("operate.change")
def person(request: UserRequest) -> HttpResponse:
    """One person's sessions and second factor."""
    form = PersonForm(request.GET or None)
    found = form.cleaned_data["email"] if form.is_valid() else None
    return _page(request, form, found, RemovalForm())


def _page(request: UserRequest, form: PersonForm, found: User | None, removal: RemovalForm) -> HttpResponse:
    context = {
        "form": form,
        "person": found,
        "removal": removal,
        "sessions": newest_first(found) if found else [],
        "factors": [FACTORS[one.type] for one in Authenticator.objects.filter(user=found)] if found else [],
    }
    return render(request, "operate/person.html", context, status=422 if form.errors or removal.errors else 200)


@require_POST
@may("operate.change")
def end_sessions_of(request: UserRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    toast(request, ended(log_out(user)) % {"person": user})
    return _back_to(user)


@require_POST
@may("operate.change")
def remove_factor_of(request: UserRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=pk)
    removal = RemovalForm(request.POST)
    if not removal.is_valid():
        return _page(request, PersonForm({"email": user.email}), user, removal)
    remove_second_factor(user, reason=removal.cleaned_data["reason"])
    toast(request, _("The second factor of %(person)s is removed, and a mail tells so.") % {"person": user})
    return _back_to(user)


def _back_to(user: User) -> HttpResponse:
    return redirect(f"{reverse('operate:person')}?{urlencode({'email': user.email})}")
