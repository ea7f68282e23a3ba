"""The files of the programmes, read once and checked: what is wrong is told with the name of the file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from utblick.projects.sums.budget import CATEGORIES, Flat, Method
from utblick.watch.eligibility import Words

FOLDER = Path(__file__).parent
OTHER = "other"
"""The programme of a project whose own is not listed: everything is filled in, nothing is assumed."""


class BadProgramme(ValueError):
    """A file of a programme that cannot be used."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a document says. `checked`: the day it was read there; None: to check, the document was not at hand."""

    words: Words
    source: Words
    where: Words
    checked: date | None


@dataclass(frozen=True, slots=True)
class Option:
    """A way to reckon costs. `lumps`: the lump sums that exist, where it is one of a few."""

    key: str
    name: Words
    method: Method
    note: Note
    lumps: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that a project must do to show that the EU pays."""

    key: str
    note: Note


@dataclass(frozen=True, slots=True)
class Statement:
    """What stands beside the EU emblem, in one language (ISO 639-1): where the EU pays all, and where it pays a part."""

    language: str
    funded: str
    co_funded: str


@dataclass(frozen=True, slots=True)
class Programme:
    """`grant_percent`: the programme's part of the cost at most, where it is one. `report_months`: how long a period is that
    is claimed for; `report_days`: how long after it the claim is due; `pay_days`: how long until the money comes."""

    key: str
    name: Words
    currency: str
    grant_percent: Decimal | None
    options: tuple[Option, ...]
    duties: tuple[Duty, ...]
    notes: tuple[Note, ...]
    report_months: int
    report_days: int
    pay_days: int

    def option(self, key: str) -> Option:
        """The option of that name; the first where the programme no longer has it."""
        return next((one for one in self.options if one.key == key), self.options[0])


@cache
def programmes() -> Mapping[str, Programme]:
    """All, by key; the one for what is not listed last."""
    options = {one["key"]: _option(one) for one in _read(FOLDER / "options.toml")["option"]}
    duties = _duties(_read(FOLDER / "duties.toml"))
    paths = sorted((FOLDER / "schemes").glob("*.toml"), key=lambda path: (path.stem == OTHER, path.stem))
    return {path.stem: _programme(path, options, duties) for path in paths}


def programme(key: str) -> Programme:
    return programmes().get(key) or programmes()[OTHER]


@cache
def statements() -> tuple[Note, tuple[Statement, ...]]:
    """Where the statements come from, and one for each language, by its code."""
    told = _read(FOLDER / "statements.toml")
    try:
        return _note(told["source"]), tuple(Statement(code, **words) for code, words in sorted(told["in"].items()))
    except (KeyError, TypeError) as error:
        raise BadProgramme(f"statements.toml: {error!r}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadProgramme(f"{path.name}: {error}") from error


def _programme(path: Path, options: Mapping[str, Option], duties: Mapping[str, tuple[Duty, ...]]) -> Programme:
    told = _read(path)
    try:
        return Programme(
            key=path.stem,
            name=Words(**told["name"]),
            currency=told["currency"],
            grant_percent=Decimal(told["grant_percent"]) if "grant_percent" in told else None,
            options=tuple(_with_lumps(options[key], told.get("lumps", [])) for key in told["options"]),
            duties=duties[told["duties"]] if "duties" in told else (),
            notes=tuple(_note(one) for one in told.get("note", [])),
            report_months=told["report_months"],
            report_days=told["report_days"],
            pay_days=told["pay_days"],
        )
    except (KeyError, TypeError, InvalidOperation) as error:
        raise BadProgramme(f"{path.name}: {error!r}") from error


def _with_lumps(option: Option, lumps: list[int]) -> Option:
    if "lump" not in option.method.entered:
        return option
    return Option(option.key, option.name, option.method, option.note, tuple(Decimal(one) for one in lumps))


def _option(told: dict[str, Any]) -> Option:
    flats = tuple(Flat(one["category"], Decimal(one["percent"]), tuple(one["of"])) for one in told.get("flat", []))
    method = Method(tuple(told["entered"]), flats, told.get("counted", ""))
    if unknown := {*method.entered, *(flat.category for flat in flats)} - set(CATEGORIES):
        raise BadProgramme(f"options.toml, {told['key']}: no such category: {', '.join(sorted(unknown))}")
    return Option(told["key"], Words(**told["name"]), method, _note(told))


def _duties(told: dict[str, Any]) -> dict[str, tuple[Duty, ...]]:
    return {group: tuple(Duty(one["key"], _note(one)) for one in rows) for group, rows in told.items()}


def _note(told: dict[str, Any]) -> Note:
    return Note(Words(told["sv"], told["en"]), _words(told["source"]), _words(told["where"]), told.get("checked"))


def _words(told: str | dict[str, str]) -> Words:
    """A name that is the same in both languages is written once."""
    return Words(told, told) if isinstance(told, str) else Words(**told)
