"""The background work of local actors. It may be run twice or be killed half-way: it only does what is still to be done."""

from django.tasks import task
from django.utils import timezone

from utblick.actors import importing, registering
from utblick.actors.models import Import
from utblick.journal import lists
from utblick.tenancy import scope


@task()
def tell_registrations() -> int:
    """Mail each step of the registrations."""
    return registering.send_all(timezone.now())


@task()
def work_on_import(pk: int, begun: int) -> None:
    """Go on with an import to the end of what was begun; nothing where something else has been begun since."""
    with scope.everywhere():
        found = Import.objects.select_related("municipality", "by").filter(pk=pk, begun=begun).first()
    if found:
        lists.work_on(found, importing.PROCESS)
