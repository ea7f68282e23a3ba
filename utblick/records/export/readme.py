"""What the export says of itself to people, in Swedish whoever asked: it is read years from now, without Utblick."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.template.loader import render_to_string
from django.utils import timezone, translation

from utblick.tenancy import scope

if TYPE_CHECKING:
    from utblick.records.export.writing import Summary


def text(summary: "Summary") -> str:
    with translation.override("sv"):
        kinds = [(label, _title(label), count) for label, count in summary.rows.items()]
        told = {
            "municipality": scope.municipality(),
            "made_at": timezone.localtime(),
            "summary": summary,
            "kinds": kinds,
        }
        return render_to_string("records/lasmig.md", told)


def _title(label: str) -> str:
    name = str(apps.get_model(label)._meta.verbose_name)
    return name[:1].upper() + name[1:]
