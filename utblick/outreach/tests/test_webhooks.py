"""Other programs are told what happens, signed and once; retried when they do not take it, switched off when they never do."""

import hmac
import json
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.establishment.tests.make import make_enquiry
from utblick.initiatives.tests.make import make_initiative
from utblick.journal import secrecy
from utblick.journal.models import Entry
from utblick.outreach.models import Webhook, WebhookDelivery
from utblick.outreach.tests.make import make_webhook
from utblick.outreach.tests.receiver import Receiver, Taken
from utblick.outreach.webhooks.delivering import WAITS, deliver_all, forget
from utblick.teamwork.models import Notice
from utblick.tenancy import scope
from utblick.watch import decisions
from utblick.watch.tests.make import make_item

pytestmark = pytest.mark.django_db
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def hook(here: Municipality, receiver: Receiver) -> Webhook:
    events = ["initiative.changed", "item.decided", "report.frozen", "enquiry.received"]
    return make_webhook(url=receiver.url, events=events)


def told(taken: Taken) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(taken.body)
    return found


def test_each_event_is_told_once_with_where_it_stands(
    hook: Webhook, receiver: Receiver, coordinator: User, here: Municipality
) -> None:
    initiative = make_initiative("Skogen som klassrum")
    decisions.decide(make_item(), verdict="relevant", by=coordinator)
    make_enquiry()
    now = timezone.now()
    assert [deliver_all(now), deliver_all(now + A_MINUTE)] == [3, 0]
    types = [told(one)["type"] for one in receiver.taken]
    assert {"initiative.changed", "item.decided", "enquiry.received"} == set(types)
    data = next(told(one)["data"] for one in receiver.taken if told(one)["type"] == "initiative.changed")
    assert (data["id"], data["act"]) == (initiative.pk, "created")
    assert data["page"].endswith(initiative.get_absolute_url())
    assert b"Skogen" not in b"".join(one.body for one in receiver.taken), "what it says is read through the API"


def test_the_receiver_can_check_that_it_is_we_who_tell(hook: Webhook, receiver: Receiver) -> None:
    make_initiative()
    deliver_all(timezone.now())
    [taken] = receiver.taken
    sent_id, moment = taken.headers["webhook-id"], taken.headers["webhook-timestamp"]
    key = b64decode(hook.reveal().removeprefix("whsec_"))
    signature = hmac.new(key, f"{sent_id}.{moment}.".encode() + taken.body, sha256).digest()
    assert taken.headers["webhook-signature"] == f"v1,{b64encode(signature).decode()}"
    assert abs(int(moment) - timezone.now().timestamp()) < 60
    assert taken.headers["content-type"] == "application/json"


def test_nothing_from_before_it_was_made_and_nothing_it_does_not_ask_for(
    here: Municipality, receiver: Receiver, client: Client, coordinator: User
) -> None:
    make_initiative("Tidigare")
    client.force_login(coordinator)
    client.post(reverse("webhooks:add_webhook"), {"name": "Diariet", "url": receiver.url, "events": ["report.frozen"]})
    make_initiative("Senare")
    assert deliver_all(timezone.now()) == 0
    assert receiver.taken == []


def test_a_secret_is_not_told_of_at_all(hook: Webhook, receiver: Receiver, here: Municipality) -> None:
    with scope.acting(here, sees_secrets=True):
        before = make_initiative("Hemlig insats")
        secrecy.mark(before, ground="OSL 31 kap. 16 §")
    assert deliver_all(timezone.now()) == 0
    waits = make_initiative("Blir hemlig")
    receiver.status = 500
    deliver_all(timezone.now())
    with scope.acting(here, sees_secrets=True):
        secrecy.mark(waits, ground="OSL 31 kap. 16 §")
    receiver.status, receiver.taken = 204, []
    assert deliver_all(timezone.now() + timedelta(hours=1)) == 0
    assert receiver.taken == []


def test_another_municipalitys_events_stay_there(hook: Webhook, receiver: Receiver) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        make_initiative("Deras")
    assert deliver_all(timezone.now()) == 0


def test_what_is_not_taken_is_tried_again_later_and_later_with_the_same_id(hook: Webhook, receiver: Receiver) -> None:
    make_initiative()
    receiver.status, now = 503, timezone.now()
    deliver_all(now)
    waiting = WebhookDelivery.objects.get()
    assert (waiting.trouble, waiting.next_at) == ("server_trouble", now + WAITS[0])
    assert deliver_all(now + timedelta(seconds=30)) == 0
    assert len(receiver.taken) == 1
    deliver_all(now + WAITS[0])
    assert WebhookDelivery.objects.get().next_at == now + WAITS[0] + WAITS[1]
    receiver.status = 200
    assert deliver_all(now + WAITS[0] + WAITS[1]) == 1
    assert len({one.headers["webhook-id"] for one in receiver.taken}) == 1
    hook.refresh_from_db()
    assert hook.failing_since is None


def test_an_address_that_does_not_answer_is_asked_with_one_message_at_a_time(hook: Webhook, receiver: Receiver) -> None:
    for title in ("Ett", "Två", "Tre"):
        make_initiative(title)
    receiver.status, now = 500, timezone.now()
    deliver_all(now)
    deliver_all(now + A_MINUTE)
    assert len(receiver.taken) == 3 + 1
    receiver.status = 204
    assert [deliver_all(now + timedelta(hours=1)), deliver_all(now + timedelta(hours=1))] == [1, 2]


def test_after_the_last_try_the_event_is_given_up(hook: Webhook, receiver: Receiver) -> None:
    make_initiative()
    receiver.status = 400
    now = _try_until_given_up(timezone.now())
    assert WebhookDelivery.objects.get().tries == len(WAITS) + 1
    tries = len(receiver.taken)
    deliver_all(now + timedelta(days=2))
    assert len(receiver.taken) == tries


def _try_until_given_up(now: datetime) -> datetime:
    deliver_all(now)
    for wait in WAITS:
        now += wait
        deliver_all(now)
    assert WebhookDelivery.objects.filter(given_up_at=None).count() == 0
    return now


def test_an_address_that_never_answers_is_switched_off_and_told_of_once(
    client: Client, hook: Webhook, receiver: Receiver, coordinator: User, officer: User
) -> None:
    receiver.status, now = 500, timezone.now()
    make_initiative("Först")
    deliver_all(now)
    for days in (6, 7):
        WebhookDelivery.objects.update(next_at=now)
        deliver_all(now + timedelta(days=days))
    hook.refresh_from_db()
    assert hook.off_since == now + timedelta(days=6)
    assert len(receiver.taken) == 2, "switched off, it is left alone"
    assert [one.event for one in Notice.objects.of(coordinator)] == ["webhook_off"]
    assert not Notice.objects.of(officer).exists()

    client.force_login(coordinator)
    assert "Mottagaren har ett eget fel" in client.get(hook.get_absolute_url()).text
    receiver.status = 204
    client.post(reverse("webhooks:switch_on", args=[hook.pk]))
    assert deliver_all(timezone.now() + A_MINUTE) == 1


@pytest.mark.parametrize("url", ["https://127.0.0.1/x", "https://169.254.169.254/", "https://user:pw@x.example/"])
def test_an_address_within_a_private_network_is_refused(client: Client, coordinator: User, url: str) -> None:
    client.force_login(coordinator)
    sent = {"name": "X", "url": url, "events": ["report.frozen"]}
    assert client.post(reverse("webhooks:add_webhook"), sent).status_code == 422
    assert not Webhook.objects.exists()


def test_only_https_is_told(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    sent = {"name": "X", "url": "http://diariet.example/", "events": ["report.frozen"]}
    assert client.post(reverse("webhooks:add_webhook"), sent).status_code == 422


def test_a_name_that_leads_into_the_network_is_not_asked(here: Municipality, receiver: Receiver, settings: Any) -> None:
    settings.FETCH_ALLOW = []
    make_webhook(url=receiver.url)
    make_initiative()
    assert deliver_all(timezone.now()) == 0
    assert WebhookDelivery.objects.get().trouble == "private_address"
    assert receiver.taken == []


def test_it_is_not_led_on_to_another_address(hook: Webhook, receiver: Receiver) -> None:
    receiver.status, receiver.location = 307, receiver.url
    make_initiative()
    assert deliver_all(timezone.now()) == 0
    assert len(receiver.taken) == 1
    assert WebhookDelivery.objects.get().trouble == "too_many_redirects"


def test_a_test_is_sent_on_demand_and_anything_again(
    client: Client, hook: Webhook, receiver: Receiver, coordinator: User
) -> None:
    client.force_login(coordinator)
    for _ in range(2):
        client.post(reverse("webhooks:test_webhook", args=[hook.pk]))
        assert deliver_all(timezone.now()) == 1
    one = WebhookDelivery.objects.get()
    client.post(reverse("webhooks:send_again", args=[one.pk]))
    assert deliver_all(timezone.now()) == 1
    assert {told(taken)["type"] for taken in receiver.taken} == {"webhook.test"}


def test_a_worker_that_died_leaves_the_message_to_the_next(hook: Webhook, receiver: Receiver) -> None:
    make_initiative()
    deliver_all(timezone.now())
    now = timezone.now()
    WebhookDelivery.objects.update(done_at=None, claimed_at=now, next_at=now)
    assert deliver_all(now + A_MINUTE) == 0
    assert deliver_all(now + timedelta(minutes=11)) == 1


def test_old_deliveries_are_forgotten_and_not_told_again(hook: Webhook, receiver: Receiver) -> None:
    make_initiative()
    now = timezone.now()
    deliver_all(now)
    later = now + timedelta(days=181)
    assert [forget(now), forget(later)] == [0, 1]
    assert deliver_all(later) == 0


def test_the_secret_is_in_no_trail_and_only_coordinators_see_the_page(client: Client, hook: Webhook) -> None:
    trail = str(list(Entry.objects.values_list("before", "after")))
    assert hook.reveal() not in trail
    assert hook.kept_secret not in trail
    for role in (Role.OFFICER, Role.AUDITOR, Role.DECISION_MAKER):
        client.force_login(make_user(role))
        assert client.get(hook.get_absolute_url()).status_code == 403
