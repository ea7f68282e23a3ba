"""The forms of a work package and of what is to be delivered."""

from typing import Any

from utblick.accounts.people import colleagues
from utblick.journal.forms import RecordedForm
from utblick.projects.models import Delivery, Partner, WorkPackage
from utblick.ui.fields import CountField


class PackageForm(RecordedForm[WorkPackage]):
    class Meta:
        model = WorkPackage
        fields = ["number", "title", "partner", "starts_on", "ends_on"]
        field_classes = {"number": CountField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["partner"]
        offered.queryset = Partner.objects.of(self.instance.project).select_related("organisation", "municipality")
        self.fields["number"].max_value = 999  # type: ignore[attr-defined]


class DeliveryForm(RecordedForm[Delivery]):
    class Meta:
        model = Delivery
        fields = ["kind", "title", "package", "due_on", "owner", "done_on", "link"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        packages: Any = self.fields["package"]
        packages.queryset = WorkPackage.objects.of(self.instance.project)
        people: Any = self.fields["owner"]
        people.queryset = colleagues()
