"""A second, small municipality for the demo's switch: it shares its coordinator, and sees nothing of the first."""

from datetime import timedelta

from utblick.accounts.members import invite
from utblick.accounts.models import Municipality, Role, Unit
from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.goals import adopting
from utblick.goals.importing import import_text
from utblick.initiatives import starting
from utblick.journal import clock
from utblick.partners.models import Organisation
from utblick.tenancy import scope
from utblick.watch import subscribing
from utblick.watch.samples import SOURCES

BEGAN = 210


def make_neighbour(cast: Cast) -> None:
    with scope.everywhere():
        town = Municipality(
            name="Norrvik (demo)", slug="norrvik", hosts="norrvik.localhost", latitude=65.32, longitude=18.2,
            population=4_150, is_demo=True,
        )  # fmt: skip
        town.full_clean()
        town.save()
    karin = cast.people["karin"]
    with scope.acting(town, karin), clock.at(moments.ago(cast.today, BEGAN)):
        office = Unit(name="Kommunkansliet", description="Utveckling, kommunikation och näringsliv.")
        office.full_clean(exclude=["municipality"])
        office.save()
        invite(email=karin.email, name=karin.name, role=Role.COORDINATOR, unit=office)
        adopted = moments.ago(cast.today, BEGAN + 300).date().isoformat()
        adopting.adopt(import_text(text=texts.filled("policy_norrvik", adopted=adopted), name="policy_norrvik.txt"))
        subscribing.subscribe(SOURCES[3].address, name=SOURCES[3].name, theme="Gränssamarbete")
        _partner(cast)
        starting.start(
            title="Lära av Strömsunds språkcafé",
            summary="Studiebesök hos grannkommunen, sedan ett eget café i Folkets hus.",
            by=karin,
            unit=office,
            starts_on=cast.today + timedelta(days=20),
        )


def _partner(cast: Cast) -> None:
    partner = Organisation(
        name="Skogheim kommune", country="NO", place="Nordland", latitude=66.2, longitude=14.1,
        description="Grannkommun över gränsen; delar skidspår och turistbyrå.", known_by=cast.people["karin"],
    )  # fmt: skip
    partner.full_clean(exclude=["municipality"])
    partner.save()
