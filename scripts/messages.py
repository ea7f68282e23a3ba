#!/usr/bin/env python3
"""Bring the Swedish catalogues up to date with the texts in the code; needs no GNU gettext.

    scripts/messages.py ui watch      write locale/sv/LC_MESSAGES/django.po and .mo of these rooms (none named: of all)
    scripts/messages.py --check       change nothing; list what is missing, fuzzy, stale or not compiled, and exit with 1

Message ids are English. Translations are kept by their exact id: nothing is guessed, so nothing becomes fuzzy. A text that is
no longer used is dropped, with its translation told, in case it only changed a word.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "utblick"
SAME_EVERY_TIME = datetime(2026, 11, 24, tzinfo=UTC)
KEYWORDS = {
    "_": None,
    **{name + ending: None for name in ("gettext",) for ending in ("", "_lazy", "_noop")},
    **{name + ending: (1, 2) for name in ("ngettext",) for ending in ("", "_lazy")},
    **{name + ending: ((1, "c"), 2) for name in ("pgettext",) for ending in ("", "_lazy")},
    **{name + ending: ((1, "c"), 2, 3) for name in ("npgettext",) for ending in ("", "_lazy")},
}
HEADER = "# Swedish texts of Utblick. Kept up to date by scripts/messages.py."

type Key = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"one of: {', '.join(rooms())}")
    parser.add_argument("--check", action="store_true")
    wanted = parser.parse_args()
    chosen = wanted.rooms or rooms()
    if unknown := set(chosen) - set(rooms()):
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    if not wanted.check:
        for room in chosen:
            update(room)
    lines = [line for room in chosen for line in problems(room)] + ([] if wanted.rooms else contradictions())
    print("\n".join(lines) or f"{len(chosen)} rooms are complete in Swedish.")
    sys.exit(1 if wanted.check and lines else 0)


def rooms() -> list[str]:
    """The folders of the product that can hold texts for people."""
    folders = (path for path in PACKAGE.iterdir() if path.is_dir())
    return sorted(path.name for path in folders if (path / "apps.py").exists() or (path / "templates").exists())


def catalogue_path(room: str) -> Path:
    return PACKAGE / room / "locale" / "sv" / "LC_MESSAGES" / "django.po"


def update(room: str) -> None:
    """Write the room's catalogue: every text that is in the code, with the translation it had."""
    old, new = stored(room), found(room)
    for message in new:
        if message.id and (known := old.get(message.id, message.context)):
            message.string = known.string
    for gone in sorted(_keys(old) - _keys(new)):
        print(f"{room}: dropped {gone[1]!r}")
    if not any(message.id for message in new):
        return
    path = catalogue_path(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    path.with_suffix(".mo").write_bytes(compiled(new))


def problems(room: str) -> list[str]:
    """A line for each text of the room that Swedish readers would not get as it should be."""
    kept, used = stored(room), found(room)
    lines = [f"{room}: missing {id!r}" for context, id in sorted(_keys(used) - _keys(kept))]
    lines += [f"{room}: stale {id!r}" for context, id in sorted(_keys(kept) - _keys(used))]
    for message in kept:
        if message.id and (message.fuzzy or not _is_translated(message)):
            lines.append(f"{room}: {'fuzzy' if message.fuzzy else 'not translated'} {message.id!r}")
    mo = catalogue_path(room).with_suffix(".mo")
    if _keys(kept) and (not mo.exists() or mo.read_bytes() != compiled(kept)):
        lines.append(f"{room}: django.mo is not compiled from django.po")
    return lines


def contradictions() -> list[str]:
    """Texts that two rooms translate differently: Django has one catalogue for all, so one of them would win."""
    said: dict[Key, tuple[str, object]] = {}
    lines = []
    for room in rooms():
        for message in stored(room):
            if not message.id:
                continue
            first, words = said.setdefault(_key(message), (room, message.string))
            if words != message.string:
                lines.append(f"{room}: {message.id!r} is {message.string!r} here and {words!r} in {first}")
    return lines


def found(room: str) -> Catalog:
    """A catalogue without translations, of the texts in the room's Python and templates."""
    catalogue = Catalog(locale="sv", project="Utblick", header_comment=HEADER, fuzzy=False, charset="utf-8")
    catalogue.creation_date = catalogue.revision_date = SAME_EVERY_TIME
    for path, source in _sources(PACKAGE / room):
        for line, message, _comments, context in extract("python", io.BytesIO(source), KEYWORDS):
            catalogue.add(message, context=context, locations=[(str(path.relative_to(ROOT)), line)])
    return catalogue


def _sources(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(folder).parts):
            yield path, path.read_bytes()
    for path in sorted(folder.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt", ".xml"}:
            yield path, _as_python(path.read_text(), path.name).encode()


def _as_python(template: str, name: str) -> str:
    """A template's texts as calls of gettext. Django's own reader does it; its indents would not pass as Python."""
    import django
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
        django.setup()
    return "\n".join(line.strip() for line in templatize(template, origin=name).splitlines())


def stored(room: str) -> Catalog:
    path = catalogue_path(room)
    if not path.exists():
        return Catalog(locale="sv")
    with path.open("rb") as file:
        return read_po(file, locale="sv", ignore_obsolete=True)


def compiled(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def _key(message: Message) -> Key:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def _keys(catalogue: Catalog) -> set[Key]:
    return {_key(message) for message in catalogue if message.id}


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


if __name__ == "__main__":
    main()
