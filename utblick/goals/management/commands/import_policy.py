"""`utblick import-policy FILE`: what the importer reads in a governing document. Saves nothing, needs no database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from utblick.goals.documents import LARGEST, UnreadableDocument, text_of
from utblick.goals.reading import PolicyReading, read_policy


class Command(BaseCommand):
    """Print the structure that the importer finds."""

    help = "Read a governing document and print its goals, forms of cooperation and duties; nothing is saved."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether to print JSON."""
        parser.add_argument("file", metavar="FILE", help="a PDF, DOCX, ODT or text file; - reads standard input")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: object, file: str, json: bool, **options: object) -> None:
        """Print the reading. An unreadable file ends in an error that says what to do."""
        reading = read_file(file)
        self.stdout.write(as_json(reading) if json else "\n".join(summary(reading)))


def read_file(name: str) -> PolicyReading:
    """The reading of the file with that name, or of standard input for "-"."""
    try:
        return read_policy(text_of(_bytes(name), name))
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from error
    except UnreadableDocument as error:
        raise CommandError(f"{name}: {error}") from error


def _bytes(name: str) -> bytes:
    """The file's bytes, no more of them than show that it is too large."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(name).open("rb") as file:
        return file.read(LARGEST + 1)


def as_json(reading: PolicyReading) -> str:
    """The reading as the JSON object of the importer."""
    return json.dumps(reading.as_json(), ensure_ascii=False, indent=2)


def summary(reading: PolicyReading) -> Iterator[str]:
    """The reading in lines for a person."""
    yield reading.title or _("(no title found)")
    facts = reading.as_json()
    shown = (
        "type",
        "id_number",
        "version",
        "adopted_by",
        "adopted_on",
        "section",
        "case_number",
        "valid_from",
        "valid_until",
    )
    yield from (f"  {name.replace('_', ' ')}: {facts[name]}" for name in shown if facts[name])
    if reading.valid_indefinitely:
        yield "  " + _("valid until further notice")
    if reading.purpose:
        yield f"\n{_('Purpose')}\n  {reading.purpose}"
    yield from _part(
        _("Goals"), [[goal.text, *(f"  - {action.text}" for action in goal.actions)] for goal in reading.goals]
    )
    yield from _part(_("Forms of cooperation"), [[form.text] for form in reading.forms])
    yield from _part(_("Duties"), [[f"{duty.owner or '?'}: {duty.text}"] for duty in reading.duties])
    yield from _part(_("Not placed"), [[text] for text in reading.unplaced])


def _part(title: str, entries: list[list[str]]) -> Iterator[str]:
    yield f"\n{title} ({len(entries)})"
    for number, (first, *more) in enumerate(entries, start=1):
        yield f"  {number}. {first}"
        yield from (f"     {line}" for line in more)
