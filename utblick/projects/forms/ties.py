"""Who carries out the project."""

from typing import Any

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
