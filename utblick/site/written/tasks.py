"""What the background work does for the written pages."""

from django.tasks import task
from django.utils import timezone

from utblick.accounts.models import Municipality
from utblick.site.written import reviewing
from utblick.site.written.following import follow_all_roles
from utblick.site.written.models import StartPage
from utblick.site.written.scheduled import publish_due
from utblick.tenancy import scope


@task()
def keep_pages() -> None:
    """Pages go up and come down at their time; the groups that reviews are mailed to follow the roles."""
    with scope.everywhere():
        with_a_site = list(Municipality.objects.filter(pk__in=StartPage.objects.order_by().values("municipality")))
    for municipality in with_a_site:
        with scope.acting(municipality):
            publish_due(timezone.now())
    follow_all_roles()


@task()
def mail_reviews() -> int:
    """What waits for review, and what came of it."""
    return reviewing.send_all(timezone.now())
