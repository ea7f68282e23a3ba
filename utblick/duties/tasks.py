"""The background work of duties."""

from django.tasks import task
from django.utils import timezone

from utblick.duties import making


@task()
def make_tasks() -> int:
    """The tasks that come near, and those that were missed while no job ran."""
    return making.make_all(timezone.localdate())
