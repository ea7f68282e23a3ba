"""What is asked about a role by group."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Role, Unit
from utblick.federation.models import GroupRole, IdentityProvider
from utblick.journal.forms import RecordedForm


class GroupRoleForm(RecordedForm[GroupRole]):
    class Meta:
        model = GroupRole
        fields = ["provider", "group", "role", "unit"]
        help_texts = {"unit": _("Needed for an officer: what belongs to the unit is what the officer may change.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provider: Any = self.fields["provider"]
        unit: Any = self.fields["unit"]
        provider.queryset = IdentityProvider.objects.current()
        provider.initial, provider.empty_label = provider.queryset.first(), None
        unit.queryset = Unit.objects.current()

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("role") == Role.OFFICER and not answers.get("unit"):
            self.add_error("unit", _("Choose the officer's unit."))
        same = {name: answers.get(name) for name in ("provider", "group", "role", "unit")}
        if not self.errors and GroupRole.objects.current().filter(**same).exists():
            self.add_error("group", _("The group gives this role already."))
        return answers
