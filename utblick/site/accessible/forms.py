"""The statement and the answer, as the municipality writes them; and the form for readers, in five languages."""

from typing import Any

from django import forms
from django.utils import timezone

from utblick.accounts.models import Membership, User
from utblick.accounts.roles import ROLES
from utblick.journal import clock
from utblick.journal.forms import RecordedForm
from utblick.site.accessible.models import Remark, Statement
from utblick.site.accessible.words import words
from utblick.site.guest_form import GuestForm
from utblick.ui.fields import CountField


class StatementForm(RecordedForm[Statement]):
    class Meta:
        model = Statement
        fields = ["shortcomings", "shortcomings_en", "reviewed_on", "phone", "working_days", "owner"]
        field_classes = {"working_days": CountField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answering = [role for role, granted in ROLES.items() if "accessible.change" in granted]
        here = Membership.objects.current().filter(role__in=answering).order_by().values("user")
        people = User.objects.filter(pk__in=here, is_active=True).order_by("name", "pk")
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


class AnswerForm(RecordedForm[Remark]):
    class Meta:
        model = Remark
        fields = ["outcome"]

    def save(self, commit: bool = True) -> Remark:
        self.instance.answered_on = timezone.localdate(clock.now())
        return super().save(commit)


class RemarkForm(GuestForm):
    message = forms.CharField(max_length=4_000, widget=forms.Textarea(attrs={"rows": 6}))
    address = forms.CharField(max_length=500, required=False)
    email = forms.EmailField(max_length=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    labels = {"message": "message", "address": "address", "email": "email"}
    hints = {"message": "message_hint", "address": "address_hint", "email": "email_hint"}
    faults = {"email": "bad_email"}
    lines = ("address",)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, said=words(language), language=language, **kwargs)
