"""The programme of a visit as the guests get it: a page to print, and a Word document from scripts/programme_template.py."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from utblick.partners.documents.guests import clock, day_in_words, words
from utblick.partners.models import Contact, Guest, ProgrammePoint
from utblick.tenancy import scope
from utblick.ui.word import filled

TEMPLATE = Path(__file__).parent / "programme.docx"


@dataclass(frozen=True, slots=True)
class Row:
    time: str
    what: str
    where: str
    receives: str


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """All that the paper says, in one language."""

    language: str
    words: dict[str, str]
    municipality: str
    title: str
    welcome: str
    days: tuple[Day, ...]
    guests: tuple[tuple[str, str], ...]
    hosts: tuple[tuple[str, str], ...]
    place: str
    contact: str


def programme_of(contact: Contact, language: str) -> Programme:
    """In this language as far as it is written in it; a point that is not, stands as the hosts wrote it."""
    said, name = words(language), scope.municipality().name
    points = ProgrammePoint.objects.current().filter(contact=contact)
    people = list(Guest.objects.current().filter(contact=contact))
    return Programme(
        language=language,
        words=said,
        municipality=name,
        title=contact.subject if language == "sv" else f"{contact.organisation.name} – {name}",
        welcome=said["welcome"].format(municipality=name),
        days=tuple(
            Day(day_in_words(day, language), tuple(_row(point, language) for point in group))
            for day, group in groupby(points, key=lambda point: point.day)
        ),
        guests=_people(people, Guest.Side.THEIRS),
        hosts=_people(people, Guest.Side.OURS),
        place=contact.place,
        contact=str(contact.owner or ""),
    )


def _row(point: ProgrammePoint, language: str) -> Row:
    own = point.what if language == "sv" else point.what_for_guests or point.what
    times = [point.starts_at, point.ends_at]
    return Row("–".join(clock(one, language) for one in times if one), own, point.place, point.host)


def _people(people: list[Guest], side: Guest.Side) -> tuple[tuple[str, str], ...]:
    return tuple((one.name, one.title) for one in people if one.side == side)


def made_of(programme: Programme) -> bytes:
    """The same as a Word document."""
    context: dict[str, Any] = {
        "paper": programme,
        "words": programme.words,
        "facts": [
            (label, told)
            for label, told in (
                (programme.words["meeting_place"], programme.place),
                (programme.words["contact"], programme.contact),
            )
            if told
        ],
    }
    told = {"title": f"{programme.words['programme']}: {programme.title}", "author": programme.municipality}
    return filled(TEMPLATE, context, language=programme.language, **told)
