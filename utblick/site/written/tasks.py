"""What the background work does for the written pages."""

from django.tasks import task
from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.site.written.following import follow_all_roles
from utblick.site.written.scheduled import publish_due
from utblick.tenancy import scope


@task()
def keep_pages() -> None:
    """Pages go up and come down at their time; the groups that reviews are mailed to follow the roles."""
    with scope.everywhere():
        everyone = list(Municipality.objects.all())
    for municipality in everyone:
        with scope.acting(municipality):
            publish_due(timezone.now())
    follow_all_roles()
