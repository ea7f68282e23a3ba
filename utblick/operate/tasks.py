"""The operator's own jobs. Each may be repeated without harm."""

from io import StringIO

from django.core.management import call_command
from django.tasks import task

from utblick.journal.sendings import Sending
from utblick.operate.models import WorkerSeen
from utblick.tenancy import scope

# What is finished is kept a month, what failed three: long enough to look into, short enough to hold no personal data for ever.
KEEP_DONE = "30d"
KEEP_FAILED = "90d"


@task
def tidy() -> None:
    """Throw away old jobs, dead workers, expired sessions and the marks of forms sent long ago."""
    call_command("ox_prune", older_than=KEEP_DONE, stdout=StringIO())
    call_command("ox_prune", older_than=KEEP_FAILED, include_failed=True, stdout=StringIO())
    call_command("clearsessions")
    WorkerSeen.objects.forgotten().delete()
    with scope.everywhere():
        Sending.objects.forgotten().delete()
