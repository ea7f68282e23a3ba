"""The demo's official contacts with guests, gifts, promises and programmes; and who has asked to come."""

from datetime import date, time, timedelta
from typing import Any

from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.journal import clock
from utblick.partners import receiving
from utblick.partners.models import (
    Contact,
    Gift,
    Guest,
    Organisation,
    ProgrammePoint,
    Promise,
    RequestMail,
    VisitRequest,
)
from utblick.tenancy import scope

OF_CONTACT = ("place", "languages", "purpose", "protocol")


def host(cast: Cast) -> None:
    told = texts.read("hosting")
    for order, row in enumerate(told["contacts"]):
        contact = Contact.objects.get(subject=row["subject"])
        with clock.at(moments.on(contact.happened_on, order)), scope.acting(cast.municipality, cast.people["karin"]):
            _fill(cast, contact, row)
    for order, row in enumerate(told["requests"]):
        _request(cast, order, row)


def _fill(cast: Cast, contact: Contact, row: dict[str, Any]) -> None:
    for name in OF_CONTACT:
        if name in row:
            setattr(contact, name, row[name])
    contact.owner = cast.people[row.get("owner", "karin")]
    contact.full_clean(exclude=["municipality", "organisation"])
    contact.save()
    for part in _parts(cast, contact, row):
        part.full_clean(exclude=["municipality", "contact"])
        part.save()


def _parts(cast: Cast, contact: Contact, row: dict[str, Any]) -> Any:
    places = {"theirs": 0, "ours": 0}
    for side, name, title in row.get("guests", []):
        places[side] += 1
        yield Guest(contact=contact, side=side, name=name, title=title, position=places[side])
    for direction, what, value, person, kept in row.get("gifts", []):
        yield Gift(contact=contact, direction=direction, what=what, value=value, person=person, kept=kept)
    for side, text, owner, due, kept in row.get("promises", []):
        promise = Promise(contact=contact, side=side, text=text, owner=cast.people.get(owner))
        promise.due_on = texts.working_day(cast.today, due)
        promise.kept_on = texts.working_day(cast.today, kept) if kept else None
        yield promise
    for day, first, last, what, guests, place, who in row.get("programme", []):
        point = ProgrammePoint(contact=contact, what=what, what_for_guests=guests, place=place, host=who)
        point.day = contact.happened_on + timedelta(days=day)
        point.starts_at, point.ends_at = time.fromisoformat(first), time.fromisoformat(last)
        yield point


def _request(cast: Cast, order: int, row: dict[str, Any]) -> None:
    facts = {
        name: row[name] for name in ("language", "name", "organisation_name", "country", "email", "people", "topics")
    }
    first, last = _days(cast, row)
    with clock.at(moments.ago(cast.today, row["days"], order)), scope.acting(cast.municipality):
        asked = receiving.receive(mark=f"demo{order}", first_day=first, last_day=last, **facts)
        asked.full_clean(exclude=["municipality"])
    if "answer" in row:
        _answer(cast, order, row, asked)


def _days(cast: Cast, row: dict[str, Any]) -> tuple[date | None, date | None]:
    if "first_day" not in row:
        return None, None
    first = texts.working_day(cast.today, row["first_day"])
    return first, first + timedelta(days=row["last_day"] - row["first_day"]) if "last_day" in row else None


def _answer(cast: Cast, order: int, row: dict[str, Any], asked: VisitRequest) -> None:
    by = cast.people[row["by"]]
    with clock.at(moments.ago(cast.today, row["answered"], order)), scope.acting(cast.municipality, by):
        verdict = "letter_yes" if row["answer"] == "accept" else "letter_no"
        body = receiving.letter_for(asked, verdict, by).body
        if row["answer"] == "accept":
            new = Organisation(name=asked.organisation_name, country=asked.country, **row["organisation"])
            contact = receiving.accept(
                asked, by=by, body=body, organisation=new, first=asked.first_day or cast.today, last=asked.last_day
            )
            _fill(cast, contact, row)
        else:
            receiving.decline(asked, by=by, body=body, reason=row["reason"])
        RequestMail.objects.filter(request=asked).update(sent_at=clock.now())
