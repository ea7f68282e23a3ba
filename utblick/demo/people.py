"""The demo's organisation and people."""

from dataclasses import dataclass
from datetime import date

from utblick.accounts.members import invite
from utblick.accounts.models import Municipality, Unit, User
from utblick.demo import texts

PASSWORD = "utblick-demo"  # noqa: S105 - printed for everyone: nothing in the demo is secret


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what the other parts of the demo refer to, by short key."""

    municipality: Municipality
    today: date
    units: dict[str, Unit]
    people: dict[str, User]


def found_municipality() -> Municipality:
    """The municipality itself; it answers at localhost, whatever others the demo has."""
    home = Municipality(
        name="Strömsund",
        slug="stromsund",
        hosts="localhost 127.0.0.1 [::1] stromsund.localhost testserver",
        latitude=63.853,
        longitude=15.557,
        code="2313",
        nuts="SE322",
        population=11_300,
        population_year=2025,
        languages=["sv", "en", "nb"],
        is_demo=True,
    )
    home.full_clean()
    home.save()
    return home


def make_units() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for facts in texts.read("people")["units"]:
        unit = Unit(name=facts["name"], kind=facts["kind"], description=facts["description"])
        unit.parent = units.get(facts.get("parent", ""))
        unit.full_clean(exclude=["municipality"])
        unit.save()
        units[facts["key"]] = unit
    return units


def make_people(units: dict[str, Unit]) -> dict[str, User]:
    return {facts["key"]: _person(facts, units) for facts in texts.read("people")["people"]}


def _person(facts: dict[str, str], units: dict[str, Unit]) -> User:
    email, name = facts["email"], facts["name"]
    if facts.get("role"):
        membership, _created = invite(email=email, name=name, role=facts["role"], unit=units.get(facts.get("unit", "")))
        user = membership.user
    else:
        user = User(email=email, name=name, is_operator=bool(facts.get("is_operator")))
    user.set_password(PASSWORD)
    user.full_clean()
    user.save()
    return user
