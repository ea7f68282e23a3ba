"""The background work of records. Each job may be run twice or be killed half-way."""

from django.tasks import task
from django.utils import timezone, translation

from utblick.records import exporting
from utblick.records.disposal import disposing, drawing
from utblick.records.models import DisposalList, Export
from utblick.tenancy import scope


@task
def put_together(pk: int) -> None:
    """Write the file of a full export; nothing where it is there, or thrown away."""
    with scope.everywhere():
        found = Export.objects.select_related("municipality", "by").filter(pk=pk).first()
    if found and found.is_worked_on:
        with scope.acting(found.municipality, found.by), translation.override("sv"):
            exporting.put_together(found)


@task
def throw_away() -> None:
    """The files that have been kept long enough."""
    with scope.everywhere():
        expired = list(Export.objects.select_related("municipality").expired())
    for export in expired:
        with scope.acting(export.municipality):
            exporting.throw_away(export)


@task
def draw(pk: int) -> None:
    """Find what is due by the retention rules; nothing where it is drawn, or put aside."""
    with scope.everywhere():
        waiting = DisposalList.objects.current().filter(pk=pk, state=DisposalList.State.DRAWING)
        found = waiting.select_related("municipality", "drawn_by").first()
    if found:
        with scope.acting(found.municipality, found.drawn_by, sees_secrets=True), translation.override("sv"):
            drawing.draw(found)


@task
def dispose() -> int:
    """Of what is on the lists that were approved a day ago."""
    with translation.override("sv"):  # in which the trail then calls them
        return disposing.carry_out_all(timezone.now())
