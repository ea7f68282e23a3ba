"""What would become of each row of an imported table: new, the same as one we have, perhaps the same, or refused and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from utblick.accounts.models import Unit
from utblick.accounts.people import colleagues
from utblick.accounts.validators import organisation_number
from utblick.partners.blocks import Blocks
from utblick.partners.duplicates import bare
from utblick.partners.models import ImportRow, Organisation
from utblick.partners.regions import UnknownRegion, region_code
from utblick.tables import headings
from utblick.tenancy import scope
from utblick.ui.countries import country_of
from utblick.ui.languages import UnknownLanguage, language_codes

# What a column can hold, and how such columns are headed.
FIELDS: dict[str, str] = {
    "name": r"namn|name|organisation|partner|kommun|municipality",
    "kind": r"typ|slag|kind|type|kategori|category",
    "country": r"land|country|nation",
    "place": r"ort|plats|stad|place|city|town|adress|address",
    "region": r"region|nuts|län|fylke|maakunta|landskap",
    "languages": r"språk|language",
    "known_by": r"känn|känd|known by|ansvarig|handläggare",
    "organisation_number": r"org.*n(umme)?r|organi[sz]ation number",
    "website": r"webb|web|url|hemsida|länk|link",
    "description": r"beskr|descr|om |about|kommentar|anteckn|comment|note",
    "latitude": r"lat",
    "longitude": r"lon|lng",
}
KNOWN = ("pk", "name", "country", "organisation_number", "withdrawn_at")


Kind = ImportRow.Fate


class Known(NamedTuple):
    """An organisation as the register knows it."""

    pk: int
    name: str
    withdrawn: bool


@dataclass(slots=True)
class Fate:
    """`known` is the organisation that the row is, or may be."""

    kind: Kind
    values: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Standard:
    """What holds for rows that do not say."""

    kind: str = Organisation.Kind.MUNICIPALITY
    country: str = ""


def guessed(header: Sequence[str]) -> dict[str, int]:
    """Which column holds what, by their headings: field → column. Each column is taken once."""
    return headings.guessed(header, FIELDS)


class Register:
    """The organisations that we have and those that the table has brought so far."""

    def __init__(self, columns: Mapping[str, int], standard: Standard) -> None:
        self.columns, self.standard = columns, standard
        self.taken, self.colleagues = _every_number(), _colleagues()
        self.numbers: dict[str, Known] = {}
        self.numbers_in_table: dict[str, int] = {}
        self.names: dict[tuple[str, str], Known | int] = {}
        self.blocks = Blocks()
        for pk, name, country, number, withdrawn_at in Organisation.objects.order_by().values_list(*KNOWN).iterator():
            self._know(Known(pk, name, withdrawn_at is not None), country, number)

    def _know(self, one: Known, country: str, number: str) -> None:
        if number:
            self.numbers[number] = one
        if not one.withdrawn:
            self.names[country, bare(one.name)] = one
            self.blocks.add(country, bare(one.name))

    def judged(self, row: int, cells: Sequence[str], *, is_other: bool) -> Fate:
        """`is_other`: somebody has said that it is another organisation than the one it looks like."""
        told = {name: cells[column] for name, column in self.columns.items() if column < len(cells) and cells[column]}
        values, reason = _values(told, self.standard, self.colleagues)
        if reason:
            return Fate(Kind.REFUSED, values, reason)
        fate = self._by_number(values) or self._by_name(values, is_other=is_other)
        if fate is None:
            self._remember(row, values)
            return Fate(Kind.NEW, values)
        return fate

    def _by_number(self, values: dict[str, Any]) -> Fate | None:
        number = values.get("organisation_number", "")
        known = self.numbers.get(number) if number else None
        if known and known.withdrawn:
            reason = _("The number belongs to one that is withdrawn. Restore it instead.")
            return Fate(Kind.REFUSED, values, reason, known)
        if known:
            return Fate(Kind.SAME, values, _("The same organisation number"), known)
        if number in self.taken:
            return Fate(Kind.REFUSED, values, _("The organisation number is taken."))
        if earlier := self.numbers_in_table.get(number):
            return Fate(Kind.SAME, values, _("The same as row %(row)s") % {"row": earlier})
        return None

    def _by_name(self, values: dict[str, Any], *, is_other: bool) -> Fate | None:
        country, wanted = values["country"], bare(values["name"])
        same = self.names.get((country, wanted))
        if isinstance(same, int):
            return Fate(Kind.SAME, values, _("The same as row %(row)s") % {"row": same})
        if same is not None and not is_other:
            return Fate(Kind.SAME, values, _("The same name and country"), same)
        near = None if is_other else self.blocks.nearest(country, wanted)
        return self._alike(values, self.names[country, near]) if near else None

    def _alike(self, values: dict[str, Any], near: Known | int) -> Fate:
        if isinstance(near, int):
            return Fate(Kind.ALIKE, values, _("Perhaps the same as row %(row)s") % {"row": near})
        return Fate(Kind.ALIKE, values, _("Perhaps the same"), near)

    def _remember(self, row: int, values: dict[str, Any]) -> None:
        country, name = values["country"], bare(values["name"])
        self.names.setdefault((country, name), row)
        self.blocks.add(country, name)
        if number := values.get("organisation_number"):
            self.numbers_in_table[number] = row


def _every_number() -> frozenset[str]:
    """Also those of organisations that the reader may not see: a number is in the register once."""
    here = scope.current()
    with scope.acting(scope.municipality(), here.user, sees_secrets=True):
        numbers = Organisation.objects.exclude(organisation_number="").order_by()
        return frozenset(numbers.values_list("organisation_number", flat=True))


def _values(told: dict[str, str], standard: Standard, here: "Colleagues") -> tuple[dict[str, Any], str]:
    """The row's own clean values, or why it cannot be taken."""
    values: dict[str, Any] = {**told, "kind": kind_of(told.get("kind", "")) or standard.kind}
    values["country"] = country_of(told["country"]) if told.get("country") else standard.country
    if not told.get("name"):
        return values, _("The name is missing.")
    if not values["country"]:
        asked = told.get("country", "")
        unknown = _("The country “%(country)s” is unknown.") % {"country": asked}
        return values, unknown if asked else _("The country is missing.")
    for name in ("latitude", "longitude"):
        if name in values and (place := _degrees(values[name])) is not None:
            values[name] = place
    if "website" in values and "://" not in values["website"]:
        values["website"] = f"https://{values['website']}"
    return values, _translated(values) or _known_by(values, here) or _complaint(values)


def _translated(values: dict[str, Any]) -> str:
    """Names become codes and keys, in place; or why one cannot."""
    try:
        if "region" in values:
            values["region"] = region_code(values["region"], values["country"])
        if "languages" in values:
            values["languages"] = " ".join(language_codes(values["languages"]))
    except UnknownRegion as error:
        return _("The region “%(name)s” is unknown.") % {"name": error}
    except UnknownLanguage as error:
        return _("“%(language)s” is no language that we know. Separate several with commas.") % {"language": error}
    return ""


type Colleagues = dict[str, tuple[str, Any]]
"""By name or e-mail address: the field that keeps who knows an organisation, and who that is."""


def _colleagues() -> Colleagues:
    units = {unit.name.casefold(): ("known_by_unit", unit) for unit in Unit.objects.current()}
    found: Colleagues = dict(units)
    for user in colleagues():
        found |= {user.name.casefold(): ("known_by", user), user.email.casefold(): ("known_by", user)}
    return found


def _known_by(values: dict[str, Any], here: Colleagues) -> str:
    told = values.pop("known_by", "")
    if told and told.casefold() not in here:
        return _("“%(name)s” is neither a person nor a unit here.") % {"name": told}
    if told:
        field, who = here[told.casefold()]
        values[field] = who
    return ""


def _complaint(values: dict[str, Any]) -> str:
    """What the model itself would refuse; asks the database nothing."""
    try:
        if "organisation_number" in values:
            values["organisation_number"] = organisation_number(values["organisation_number"])
        one = Organisation(municipality_id=0, **values)
        one.clean_fields(exclude=["municipality", "known_by", "known_by_unit"])
        one.clean()
    except ValidationError as error:
        texts = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        return " ".join(_about(name, text) for name, every in texts.items() for text in every)
    return ""


def _about(name: str, text: str) -> str:
    return f"{capfirst(label_of(name))}: {text}" if name in FIELDS else text


def label_of(name: str) -> str:
    field: Any = Organisation._meta.get_field(name)
    return str(field.verbose_name)


def _degrees(text: str) -> float | None:
    try:
        return float(str(text).replace(",", ".").rstrip("°").strip())
    except ValueError:
        return None


def kind_of(text: str) -> str:
    return _kinds().get(text.strip().casefold(), "")


@cache
def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("sv", "en"):
        with override(language):
            found |= {str(label).casefold(): value for value, label in Organisation.Kind.choices}
    return found | {value: value for value in Organisation.Kind.values}
