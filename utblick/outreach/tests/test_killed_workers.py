"""Workers that are killed (SIGKILL) while they send a newsletter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from utblick.accounts.tests.make import make_municipality
from utblick.operate.tests.conftest import Copy
from utblick.operate.tests.conftest import copies as copies  # the fixtures
from utblick.operate.tests.conftest import python as python
from utblick.outreach.tests.mailserver import Postbox
from utblick.outreach.tests.make import make_sent_digest, make_subscriber
from utblick.tenancy import scope


@pytest.mark.django_db(transaction=True)
def test_workers_killed_in_the_middle_again_and_again_leave_each_reader_with_one_mail(
    copies: Copy, postbox: Postbox, mail_port: int
) -> None:
    addresses = [f"lasare{number}@example.org" for number in range(4)]
    with scope.acting(make_municipality()):
        for address in addresses:
            make_subscriber(address)
        make_sent_digest()
    now = timezone.now()

    for run in range(2):
        worker = copies(
            "utblick.outreach.tests.worker", str(mail_port), (now + run * timedelta(minutes=20)).isoformat()
        )
        # The first dies before it hands the mail over, the second when the server has it and has not said so.
        postbox.let(2, then=worker.kill, taken=bool(run))
        assert worker.wait() == -9
    postbox.let(100)
    last = copies("utblick.outreach.tests.worker", str(mail_port), (now + timedelta(hours=2)).isoformat())

    assert last.wait() == 0
    assert postbox.readers == addresses
