"""A webhook's secret lies encrypted in the database, and signs whatever it was kept under."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from utblick.accounts.kept_secrets import encrypt_anew
from utblick.accounts.models import Municipality, User
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.outreach.models import Webhook, WebhookDelivery
from utblick.outreach.tests.make import make_webhook
from utblick.outreach.tests.receiver import Receiver
from utblick.outreach.webhooks.delivering import deliver_all
from utblick.outreach.webhooks.signing import headers

pytestmark = pytest.mark.django_db
CLEAR = "whsec_aW5nZW4gc2thIGZpbm5hIGRlbiBow6RyIGkga2xhcnQ="


@pytest.fixture
def hook(here: Municipality, receiver: Receiver) -> Webhook:
    return make_webhook(url=receiver.url, events=["initiative.changed"])


def kept() -> str:
    """All that the table holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outreach_webhook")
        return str(cursor.fetchall())


def as_before(hook: Webhook) -> None:
    """As the version before wrote it."""
    QuerySet.update(Webhook.objects.filter(pk=hook.pk), secret=CLEAR, kept_secret="")


def is_signed_by(secret: str, receiver: Receiver) -> bool:
    make_initiative()
    deliver_all(timezone.now())
    taken = receiver.taken.pop()
    told = {"message_id": taken.headers["webhook-id"], "timestamp": int(taken.headers["webhook-timestamp"])}
    return headers(secret, **told, body=taken.body)["webhook-signature"] == taken.headers["webhook-signature"]


def test_the_database_does_not_hold_it_and_the_page_shows_it(
    hook: Webhook, receiver: Receiver, client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    secret = Webhook.objects.get().reveal()
    assert secret.startswith("whsec_")
    assert "whsec_" not in kept()
    assert secret in client.get(hook.get_absolute_url()).text
    assert is_signed_by(secret, receiver)


def test_one_from_before_signs_and_is_encrypted_by_night(hook: Webhook, receiver: Receiver) -> None:
    as_before(hook)
    assert is_signed_by(CLEAR, receiver)
    entries = Entry.objects.count()
    encrypt_anew()
    assert CLEAR not in kept()
    assert Webhook.objects.get().reveal() == CLEAR
    assert Entry.objects.filter(kind="outreach.webhook").count() == 1
    assert Entry.objects.count() == entries
    assert is_signed_by(CLEAR, receiver)


def test_after_a_night_the_signing_key_of_before_can_go(hook: Webhook, receiver: Receiver, settings: Settings) -> None:
    secret = hook.reveal()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key"
    assert is_signed_by(secret, receiver)
    encrypt_anew()
    settings.SECRET_KEY_FALLBACKS = []
    assert is_signed_by(secret, receiver)
    before = kept()
    encrypt_anew()
    assert kept() == before


def test_when_its_key_is_lost_nothing_goes_out_unsigned_and_the_page_says_why(
    hook: Webhook,
    receiver: Receiver,
    client: Client,
    coordinator: User,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    lost = settings.SECRET_KEY
    make_initiative()
    settings.SECRET_KEY = "another-key-that-is-long-enough-to-sign-with"
    now = timezone.now()
    assert deliver_all(now) == 0
    assert receiver.taken == []
    client.force_login(coordinator)
    page = client.get(hook.get_absolute_url()).text
    assert "Hemligheten som meddelandena signeras med går inte längre att läsa här" in page
    assert "Det gick inte att signera" in page
    assert "whsec_" not in page
    before = kept()
    encrypt_anew()
    assert "1 secrets of outreach.Webhook cannot be read" in caplog.text
    assert kept() == before
    settings.SECRET_KEY_FALLBACKS = [lost]
    assert deliver_all(now + timedelta(minutes=2)) == 1
    assert WebhookDelivery.objects.get().done_at
