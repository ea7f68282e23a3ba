"""The demo's newsletters: audiences, subscribers, one that was sent a month ago and one that is being written."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from utblick.actors.models import LocalActor
from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.journal import clock
from utblick.outreach import composing, failing, leaving, subscribing
from utblick.outreach.models import Audience, Digest, DigestMail, SignUp, Subscriber

OF_AUDIENCE = ("members", "roles", "actors", "kinds", "outsiders", "interests")
CLICKS = (23, 17, 9, 14, 4, 11, 2, 6)
PERIOD = timedelta(days=60)


def inform(cast: Cast) -> None:
    told = texts.read("newsletters")
    with clock.at(moments.ago(cast.today, 195)):
        audiences = {row["key"]: _audience(row) for row in told["audiences"]}
    for order, row in enumerate(told["subscribers"]):
        _subscribe(cast, order, row)
    _sent(cast, audiences, told["sent"])
    _leave(cast, told["subscribers"])
    _draft(cast, audiences, told["draft"])


def _audience(row: dict[str, Any]) -> Audience:
    audience = Audience(name=row["name"], **{name: row[name] for name in OF_AUDIENCE if name in row})
    audience.full_clean(exclude=["municipality"])
    audience.save()
    return audience


def _subscribe(cast: Cast, order: int, row: dict[str, Any]) -> None:
    """By the mailed link, as everybody does."""
    actor = LocalActor.objects.get(name=row["actor"]) if "actor" in row else None
    wishes = {"name": row.get("name", ""), "language": row.get("language", "sv"), "interests": row.get("interests", [])}
    subscribing.ask(mark=f"demo{order}", email=row["email"], actor=actor, **wishes)
    with clock.at(moments.ago(cast.today, row["days"], order)):
        subscribing.confirm(SignUp.objects.get(mark=f"demo{order}"))
    SignUp.objects.filter(mark=f"demo{order}").delete()


def _sent(cast: Cast, audiences: dict[str, Audience], row: dict[str, Any]) -> None:
    """Sent to those who read at the time; nothing of it leaves the machine."""
    day = cast.today - timedelta(days=row["days"])
    with clock.at(moments.on(day, 1)):
        digest = _composed(audiences, row, starts_on=day - PERIOD, ends_on=day)
        composing.schedule(digest, clock.now())
        composing.begin(digest.pk, timezone.now())
    with clock.at(moments.on(day, 2)):
        _date(digest, clock.now())
        _deliver(digest)


def _date(digest: Digest, at: Any) -> None:
    digest.refresh_from_db()
    digest.begun_at = at
    digest.save()
    for entry, clicks in zip(digest.entries.filter(left_out=False), CLICKS, strict=False):
        entry.clicks = clicks
        entry.save()


def _deliver(digest: Digest) -> None:
    fails = {row["email"]: row["fails"] for row in texts.read("newsletters")["subscribers"] if "fails" in row}
    mails = DigestMail.objects.filter(digest=digest)
    mails.update(claimed_at=clock.now(), sent_at=clock.now())
    for mail in mails.filter(subscriber__email__in=fails).select_related("subscriber"):
        failing.note(mail, fails[mail.subscriber.email], clock.now())


def _leave(cast: Cast, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        if "stopped" in row:
            with clock.at(moments.ago(cast.today, row["stopped"])):
                leaving.stop(Subscriber.objects.get(email=row["email"]))


def _draft(cast: Cast, audiences: dict[str, Audience], row: dict[str, Any]) -> None:
    with clock.at(moments.ago(cast.today, 1, 3)):
        _composed(audiences, row, starts_on=cast.today - PERIOD, ends_on=cast.today)


def _composed(audiences: dict[str, Audience], row: dict[str, Any], **period: Any) -> Digest:
    written: dict[str, Any] = {
        name: text.strip() for name, text in row.items() if name.startswith(("subject", "introduction"))
    }
    if others := row.get("translations"):
        written["translations"] = {
            code: {key: text.strip() for key, text in told.items()} for code, told in others.items()
        }
    digest = composing.compose(audience=audiences[row["audience"]], **period, **written)
    digest.full_clean(exclude=["municipality"])
    return digest
