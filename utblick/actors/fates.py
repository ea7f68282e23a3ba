"""What would become of each row of an imported list: new, one that we have, or refused and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from utblick.accounts.validators import organisation_number
from utblick.actors import sni
from utblick.actors.models import Import, ImportRow, LocalActor
from utblick.actors.sizes import UnknownSize, size_of
from utblick.tables import headings
from utblick.ui.countries import UnknownCountry, country_codes
from utblick.ui.languages import UnknownLanguage, language_codes

# What a column can hold, and how Bolagsverket, SCB and others head such columns.
FIELDS: dict[str, str] = {
    "name": r"företagsnamn|organisationsnamn|firma|benämning|namn(?!skydd)|name|företag|förening|skola|company",
    "kind": r"juridisk ?form|bolagsform|jur ?form|organisationsform|typ|slag|kind",
    "organisation_number": r"(?:pe)?org[a-zåäö. -]*n(?:umme)?r|organisationsidentitet|organi[sz]ation number|cfarnr",
    "sni": r"sni|ng1\b|näringsgren ?\(|(?:bransch|näringsgren)\w*,? ?kod|industry code",
    "industry": r"bransch|näringsgren|industry",
    "size": r"storlek|stkl|anställda|antal anst|employees|size",
    "place": r"postort|besöksort|ort|säte|place|city|town",
    "website": r"webb|www|hemsida|url|website",
    "description": r"verksamhet|beskr|vad de|what they|descr|föremål",
    "languages": r"språk|language",
    "markets": r"marknader i|export(?:erar)? till|markets today",
    "markets_wanted": r"önskade marknader|söker marknad|markets wanted",
    "experience": r"erfarenhet|experience",
}
# Both hand out the whole country as open data: Bolagsverket with the town within the address, SCB with a state for each.
ADDRESS = "postadress"
ENDED, STATE, GONE = "avregistreringsdatum", "ftgstat", "9"
Kind = ImportRow.Fate
# Legal forms, by SCB's number, Bolagsverket's code or words, that say more than "company".
ASSOCIATIONS = ("61", "62", "63", "i-orgfo", "s-orgfo", "ideell", "förening", "association", "stiftelse", "samfund")
SCHOOLS = ("skola", "school", "utbildning")


@dataclass(slots=True)
class Fate:
    """`known` is the key of the actor that the row is."""

    kind: Kind
    values: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    known: int | None = None


def guessed(header: Sequence[str]) -> dict[str, int]:
    told = headings.guessed(header, FIELDS)
    heads = [text.casefold() for text in header]
    if "place" not in told and ADDRESS in heads:
        told["place"] = heads.index(ADDRESS)
    return told


class Register:
    """The actors that we have and those that the list has brought so far, by number and by name."""

    def __init__(self, found: Import) -> None:
        self.header, self.columns, self.standard = found.header, found.columns, found.kind
        self.in_list: dict[str, int] = {}
        self.known: dict[str, tuple[int, bool]] = {}
        for pk, name, number, gone in LocalActor.objects.order_by().values_list(
            "pk", "name", "organisation_number", "withdrawn_at"
        ):
            if number:
                self.known[number] = (pk, gone is not None)
            if not gone:
                self.known.setdefault(name.casefold(), (pk, False))

    def judged(self, row: int, cells: Sequence[str]) -> Fate:
        told = {name: cells[column] for name, column in self.columns.items() if column < len(cells) and cells[column]}
        values, reason = _values(_apart(told), self._heading("size"), self.standard)
        if reason := self._ended(cells) or reason:
            return Fate(Kind.REFUSED, values, reason)
        return self._known(values) or self._new(row, values)

    def _ended(self, cells: Sequence[str]) -> str:
        """Where the list itself says that there is no such company any more."""
        told = {text.casefold(): cell for text, cell in zip(self.header, cells, strict=False)}
        is_ended = told.get(ENDED) or told.get(STATE) == GONE
        return _("The list says that it has ended.") if is_ended else ""

    def _heading(self, name: str) -> str:
        return str(self.header[self.columns[name]]) if name in self.columns else ""

    def _known(self, values: dict[str, Any]) -> Fate | None:
        """By its number; one without a number by its name."""
        key = _key(values)
        if earlier := self.in_list.get(key):
            return Fate(Kind.SAME, values, _("The same as row %(row)s") % {"row": earlier})
        if key not in self.known:
            return None
        pk, is_gone = self.known[key]
        if is_gone:
            reason = _("The number belongs to one that is withdrawn. Restore it instead.")
            return Fate(Kind.REFUSED, values, reason, pk)
        by_number = bool(values.get("organisation_number"))
        return Fate(Kind.SAME, values, _("The same organisation number") if by_number else _("The same name"), pk)

    def _new(self, row: int, values: dict[str, Any]) -> Fate:
        self.in_list[_key(values)] = row
        return Fate(Kind.NEW, values)


def _key(values: Mapping[str, Any]) -> str:
    return str(values.get("organisation_number") or values["name"].casefold())


def _apart(told: dict[str, str]) -> dict[str, str]:
    """Bolagsverket's open data has several things in a cell: number$kind, name$kind$day|name…, street$c/o$town$code$country."""
    first = {name: text.split("|")[0].split("$")[0] if "$" in text else text for name, text in told.items()}
    if "$" in told.get("place", ""):
        first["place"] = [*told["place"].split("$"), "", ""][2]
    if not told.get("sni", "").strip("0. "):
        first.pop("sni", None)  # SCB writes 00000 for what it has not classified
    return {name: text.strip() for name, text in first.items() if text.strip()}


def _values(told: dict[str, str], size_heading: str, standard: str) -> tuple[dict[str, Any], str]:
    """The row's own clean values, or why it cannot be taken."""
    values: dict[str, Any] = {**told, "kind": kind_of(told.get("kind", ""), standard)}
    if not told.get("name"):
        return values, _("The name is missing.")
    if "website" in values and "://" not in values["website"]:
        values["website"] = f"https://{values['website']}"
    return values, _read(values, size_heading) or _described(values) or _complaint(values)


def _read(values: dict[str, Any], size_heading: str) -> str:
    """What people and registers write becomes codes, in place; or why something cannot."""
    try:
        if "sni" in values:
            values["sni"] = sni.sni_code(values["sni"])
        if "size" in values:
            values["size"] = size_of(values["size"], size_heading)
        if "languages" in values:
            values["languages"] = " ".join(language_codes(values["languages"]))
        for name in ("markets", "markets_wanted"):
            if name in values:
                values[name] = " ".join(country_codes(values[name]))
    except sni.UnknownCode as error:
        return _("“%(code)s” is no code of SNI.") % {"code": error}
    except UnknownSize as error:
        return _("“%(size)s” tells no size.") % {"size": error}
    except UnknownLanguage as error:
        return _("“%(language)s” is no language that we know. Separate several with commas.") % {"language": error}
    except UnknownCountry as error:
        return _("“%(word)s” is no country that we know. Separate several with commas.") % {"word": error}
    return ""


def _described(values: dict[str, Any]) -> str:
    """Registers tell the industry and not what is made: then that is what there is to match by, until somebody tells more."""
    division = sni.division_of(values.get("sni", ""))
    values["description"] = values.get("description") or values.get("industry") or (division.sv if division else "")
    return "" if values["description"] else _("It is not told what they make or do, nor in which industry.")


def _complaint(values: dict[str, Any]) -> str:
    """What the model itself would refuse; asks the database nothing."""
    try:
        if "organisation_number" in values:
            values["organisation_number"] = organisation_number(values["organisation_number"])
        LocalActor(municipality_id=0, **values).clean_fields(exclude=["municipality"])
    except ValidationError as error:
        return " ".join(
            f"{capfirst(label_of(name))}: {text}" for name, every in error.message_dict.items() for text in every
        )
    return ""


def label_of(name: str) -> str:
    kept: Any = LocalActor._meta.get_field(name)
    return str(kept.verbose_name)


def kind_of(text: str, standard: str) -> str:
    """By the kind's own name, or by a legal form of Bolagsverket's or SCB's."""
    words = text.strip().casefold()
    for language in ("sv", "en"):
        with override(language):
            if named := next((value for value, label in LocalActor.Kind.choices if str(label).casefold() == words), ""):
                return named
    if words.startswith(ASSOCIATIONS) or "förening" in words:
        return LocalActor.Kind.ASSOCIATION
    return LocalActor.Kind.SCHOOL if words.startswith(SCHOOLS) else standard
