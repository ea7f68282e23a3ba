"""The background work of partners. Each job may be run twice or be killed half-way: it only does what is still to be done."""

from django.tasks import task
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.journal import lists
from utblick.partners import erasing, importing, receiving
from utblick.partners.models import Import
from utblick.tenancy import scope


@task()
def answer_requests() -> int:
    """Mail the answers to requests for visits."""
    return receiving.send_all(timezone.now())


@task()
def erase_personal_data() -> int:
    """Erase the personal data that has been kept as long as was decided."""
    return erasing.erase_overdue()


@task()
def erase_now(municipality: int, by: int) -> int:
    """What the coming night would erase of one municipality, because somebody asked for it."""
    with scope.everywhere():
        here, who = Municipality.objects.get(pk=municipality), User.objects.get(pk=by)
    return erasing.erase_overdue_of(here, who)


@task()
def work_on_import(pk: int, begun: int) -> None:
    """Go on with an import to the end of what was begun; nothing where something else has been begun since."""
    with scope.everywhere():
        found = Import.objects.select_related("municipality", "by").filter(pk=pk, begun=begun).first()
    if found:
        lists.work_on(found, importing.PROCESS)
