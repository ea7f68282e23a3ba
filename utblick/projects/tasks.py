"""The background work of projects. It may be run twice or be killed half-way: it only does what is still to be done."""

from django.tasks import task

from utblick.journal import lists
from utblick.projects import posting
from utblick.projects.models import Ledger
from utblick.tenancy import scope


@task()
def work_on_ledger(pk: int, begun: int) -> None:
    """Go on with a list from the accounts to the end of what was begun; nothing where something else has been begun since."""
    with scope.everywhere():
        rows = Ledger.objects.select_related("municipality", "by", "project__step", "project__initiative")
        found = rows.filter(pk=pk, begun=begun).first()
    if found:
        lists.work_on(found, posting.PROCESS)
