"""The finder's background work. A job that is killed goes on where it was when it is tried again."""

from django.tasks import task

from utblick.finder import importing
from utblick.finder.models import ProjectFile


@task()
def read_file(pk: int) -> None:
    """Read a file of project data to its end."""
    importing.read_on(ProjectFile.objects.get(pk=pk))
