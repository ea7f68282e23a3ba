"""Which partner takes part, and how a goal is served."""

from typing import Any

from utblick.initiatives.models import Contribution, Participation
from utblick.journal.forms import RecordedForm
from utblick.partners.models import Organisation


class ParticipationForm(RecordedForm[Participation]):
    """Offers the organisations that are not partners yet."""

    class Meta:
        model = Participation
        fields = ["organisation", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Participation.objects.filter(initiative_id=self.instance.initiative_id).values("organisation_id")
        others = Organisation.objects.current().exclude(pk__in=taken)
        self.fields["organisation"].queryset = others  # type: ignore[attr-defined]


class ContributionForm(RecordedForm[Contribution]):
    class Meta:
        model = Contribution
        fields = ["how"]
