"""The background work of partners. Each job may be run twice or be killed half-way: it only does what is still to be done."""

from django.tasks import task
from django.utils import timezone

from utblick.partners import erasing, receiving


@task()
def answer_requests() -> int:
    """Mail the answers to requests for visits."""
    return receiving.send_all(timezone.now())


@task()
def erase_personal_data() -> int:
    """Erase the personal data that has been kept as long as was decided."""
    return erasing.erase_overdue()
