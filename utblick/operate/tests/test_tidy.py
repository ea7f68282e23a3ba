from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone
from django_ox.models import OxTask

from utblick.accounts.tests.make import make_user
from utblick.operate.models import WorkerSeen
from utblick.operate.tasks import tidy
from utblick.operate.tests.make import make_job


@pytest.mark.django_db
def test_old_jobs_and_dead_workers_go_and_the_rest_stays_however_often_it_runs() -> None:
    now = timezone.now()
    make_job("SUCCESSFUL", finished_at=now - timedelta(days=31))
    make_job("FAILED", finished_at=now - timedelta(days=91))
    keep = {
        make_job("SUCCESSFUL", finished_at=now - timedelta(days=29)).pk,
        make_job("FAILED", finished_at=now - timedelta(days=89)).pk,
        make_job("READY", enqueued_at=now - timedelta(days=400)).pk,
    }
    for name, age in (("dead", 2), ("alive", 0)):
        WorkerSeen.objects.create(name=name, version="1", started_at=now, seen_at=now - timedelta(days=age))

    tidy.enqueue()
    tidy.enqueue()

    assert set(OxTask.objects.values_list("pk", flat=True)) == keep
    assert [worker.name for worker in WorkerSeen.objects.all()] == ["alive"]


@pytest.mark.django_db
def test_from_where_somebody_logged_in_is_forgotten_when_the_log_in_has_ended() -> None:
    now, user = timezone.now(), make_user(None)
    for key, hours in (("ended", 13), ("fresh", 1)):
        told = {"ip": "192.0.2.7", "user_agent": "Lynx", "last_seen_at": now - timedelta(hours=hours)}
        UserSession.objects.create(user=user, session_key=key, **told)

    tidy.enqueue()

    assert [one.session_key for one in UserSession.objects.all()] == ["fresh"]


@pytest.mark.django_db
def test_a_secret_that_lies_in_clear_is_encrypted() -> None:
    factor = Authenticator.objects.create(
        user=make_user(None), type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    tidy.enqueue()
    factor.refresh_from_db()
    assert factor.data["secret"].startswith("gAAAAA")
