"""The files of rules, read once and checked: what is wrong is told with the name of the file and the number of the rule."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "schemes"
ABOUT = ("applicant", "countries", "partners", "size", "cofinancing", "duration", "language", "content")
NEEDS: dict[str, Callable[[Any], bool]] = {
    "kind": lambda value: texts(value),
    "country": lambda value: texts(value),
    "nuts": lambda value: texts(value),
    "language": lambda value: texts(value),
    "population_from": lambda value: type(value) is int and value > 0,
    "population_to": lambda value: type(value) is int and value > 0,
    "partner_countries": lambda value: type(value) is int and value > 0,
    "nothing": lambda value: value is True,
}
SCHEME = {
    "programme",
    "identifiers",
    "phrases",
    "actions",
    "noted",
    "until",
    "name",
    "whom",
    "own",
    "partners",
    "grant",
}
RULE = {"about", "sv", "en", "source", "where", "checked", "needs"}


class BadRules(ValueError):
    """A file of rules that cannot be used."""


@dataclass(frozen=True, slots=True)
class Words:
    sv: str
    en: str

    def in_language(self, code: str) -> str:
        return self.sv if code == "sv" else self.en


@dataclass(frozen=True, slots=True)
class Document:
    """Where rules stand: a programme guide, a call, a page of the authority. Its title is its own, in its own language."""

    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in words. `needs` is what it asks of the municipality itself; empty where the application decides."""

    about: str
    words: Words
    document: Document
    where: str
    checked: date | None
    """The day it was read in the document; None: to check, the document was not at hand."""
    needs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A programme's type of action as an applicant knows it, how its calls are recognised, and its rules."""

    key: str
    programme: str
    identifiers: tuple[str, ...]
    phrases: tuple[str, ...]
    actions: tuple[str, ...]
    noted: date
    until: date | None
    """The last day of the programme period that the rules are for."""
    name: Words
    whom: Words
    own: Words
    partners: Words
    grant: Words | None
    """What one project receives, where the scheme and not the call says so."""
    rules: tuple[Rule, ...]

    def rule(self, about: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.about == about), None)


@cache
def schemes(folder: Path = FOLDER) -> tuple[Scheme, ...]:
    """Every scheme, by name of file. Raises BadRules."""
    return tuple(read(path) for path in sorted(folder.glob("*.toml")))


def read(path: Path) -> Scheme:
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRules(f"{path.name}: {error}") from error
    try:
        return scheme(path.stem, told)
    except BadRules as error:
        raise BadRules(f"{path.name}: {error}") from error


def scheme(key: str, told: Mapping[str, Any]) -> Scheme:
    only(told, SCHEME | {"document", "rule"}, "")
    documents = {name: document(name, value) for name, value in told.get("document", {}).items()}
    rules = tuple(rule(number, one, documents) for number, one in enumerate(told.get("rule", []), 1))
    if not rules:
        raise BadRules("no rule")
    return Scheme(
        key=key,
        programme=text(told, "programme"),
        identifiers=listed(told, "identifiers"),
        phrases=listed(told, "phrases"),
        actions=listed(told, "actions"),
        noted=day(told, "noted"),
        until=day(told, "until") if "until" in told else None,
        name=words(told.get("name"), "name"),
        whom=words(told.get("whom"), "whom"),
        own=words(told.get("own"), "own"),
        partners=words(told.get("partners"), "partners"),
        grant=words(told["grant"], "grant") if "grant" in told else None,
        rules=rules,
    )


def document(name: str, told: Any) -> Document:
    if not isinstance(told, dict) or not isinstance(told.get("title"), str):
        raise BadRules(f"document {name}: a title is missing")
    only(told, {"title", "address"}, f"document {name}: ")
    return Document(told["title"], told.get("address", ""))


def rule(number: int, told: Mapping[str, Any], documents: Mapping[str, Document]) -> Rule:
    try:
        only(told, RULE, "")
        if told.get("about") not in ABOUT:
            raise BadRules(f"about is none of {', '.join(ABOUT)}")
        if told.get("source") not in documents:
            raise BadRules(f"source {told.get('source')!r} is no document of the file")
        checked = day(told, "checked") if "checked" in told else None
        said = words({"sv": told.get("sv"), "en": told.get("en")}, "words")
        return Rule(told["about"], said, documents[told["source"]], text(told, "where"), checked, needs(told))
    except BadRules as error:
        raise BadRules(f"rule {number}: {error}") from error


def needs(told: Mapping[str, Any]) -> Mapping[str, Any]:
    asked = told.get("needs", {})
    for name, value in asked.items():
        if name not in NEEDS or not NEEDS[name](value):
            raise BadRules(f"needs.{name} = {value!r} is not understood")
    return dict(asked)


def only(told: Mapping[str, Any], names: set[str], where: str) -> None:
    if strange := sorted(set(told) - names):
        raise BadRules(f"{where}{', '.join(strange)} is not understood")


def text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name, "")
    if not isinstance(value, str):
        raise BadRules(f"{name} is not a text")
    return value


def texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one for one in value)


def listed(told: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = told.get(name, [])
    if value and not texts(value):
        raise BadRules(f"{name} is not a list of texts")
    return tuple(value)


def day(told: Mapping[str, Any], name: str) -> date:
    value = told.get(name)
    if type(value) is not date:
        raise BadRules(f"{name} is not a date")
    return value


def words(told: Any, name: str) -> Words:
    if not isinstance(told, dict) or not all(isinstance(told.get(code), str) and told[code] for code in ("sv", "en")):
        raise BadRules(f"{name} must be said in sv and en")
    return Words(told["sv"], told["en"])
