"""Who carries out the project."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.journal.forms import RecordedForm
from utblick.partners.models import Organisation
from utblick.projects.models import Partner


class PartnerForm(RecordedForm[Partner]):
    """Offers the organisations that are not partners yet; of a partner that is there, the role alone is changed."""

    class Meta:
        model = Partner
        fields = ["organisation", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["organisation"]
            return
        taken = Partner.objects.of(self.instance.project).exclude(organisation=None).values("organisation_id")
        field: Any = self.fields["organisation"]
        field.queryset, field.required = Organisation.objects.current().exclude(pk__in=taken), True

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        others = Partner.objects.of(self.instance.project).exclude(pk=self.instance.pk)
        lead = others.filter(role=Partner.Role.LEAD).select_related("organisation", "municipality").first()
        if role == Partner.Role.LEAD and lead:
            raise forms.ValidationError(_("%(lead)s leads already. Change that role first."), params={"lead": lead})
        return role
