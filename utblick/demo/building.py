"""Builds the demo municipality by the rooms' own verbs: what a year of use would have left behind."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.demo import (
    campaigning,
    deciding,
    delegating,
    doing,
    engaging,
    establishing,
    financing,
    hosting,
    informing,
    journeying,
    judging,
    keeping,
    knowing,
    looking_back,
    measuring,
    moments,
    neighbour,
    policies,
    programming,
    publishing,
    regional,
    relating,
    reporting,
    supporting,
    talking,
    texts,
    trailing,
    watching,
)
from utblick.demo.people import Cast, found_municipality, make_people, make_units
from utblick.desk import reading_files
from utblick.desk.reminding import remind
from utblick.journal import clock
from utblick.search import spelling
from utblick.tenancy import scope

BEGAN = 365 * 3 + 200
PUBLIC_SITE = 320


class OtherMunicipality(Exception):
    """A municipality that is no demo lives in this database: the demo stays away from it."""


@dataclass(frozen=True, slots=True)
class Login:
    role: str
    name: str
    email: str


@transaction.atomic
def build(today: date | None = None) -> bool:
    """Build the demo in an empty database, all of it or nothing. Returns whether it did: what is there is left as it is.

    Raises OtherMunicipality.
    """
    if other := Municipality.objects.filter(is_demo=False).first():
        raise OtherMunicipality(other.name)
    if Municipality.objects.exists():
        return False
    with scope.everywhere():
        home = found_municipality()
    fill(home, today or timezone.localdate())
    knowing.read_projects()
    trailing.put_in_order()
    return True


def fill(home: Municipality, today: date) -> None:
    with scope.acting(home), clock.at(moments.on(today - timedelta(days=BEGAN))):
        units = make_units()
        cast = Cast(home, today, units, make_people(units))
    with scope.acting(home, cast.people["karin"]):
        policies.make_policy(cast)
        programming.make_programmes(cast)
        deciding.make_meetings(cast)
        engaging.make_actors(cast)
        partners = relating.make_partners(cast)
        watching.watch(cast)
        doing.make_initiatives(cast, partners)
        engaging.make_leads(cast)
        journeying.travel(cast)
        hosting.host(cast)
        establishing.establish(cast)
        financing.make_projects(cast, partners)
        with clock.at(moments.ago(today, PUBLIC_SITE)):
            publishing.open_public_site(cast.today)
        campaigning.campaign(cast)
        delegating.delegate(cast)
        measuring.measure(cast)
        programming.refer(cast)
        reporting.make_reports(cast)
        talking.talk(cast)
        supporting.support(cast)
    neighbour.make_neighbour(cast)
    regional.make_region(cast)
    watching.understand()
    with scope.acting(home, cast.people["karin"]):
        judging.judge_samples(cast)
        looking_back.look_back(cast)
        informing.inform(cast)
    keeping.keep(cast)
    with scope.acting(home, sees_secrets=True):
        remind(timezone.now())
    reading_files.read_all()
    spelling.learn()


def logins() -> list[Login]:
    """One log-in a role (two officers), in the order of the written list."""
    listed = [facts for facts in texts.read("people")["people"] if not facts.get("colleague")]
    known = {user.email: user for user in User.objects.filter(email__in=[facts["email"] for facts in listed])}
    roles = dict(Role.choices)
    found = [
        Login(
            str(roles.get(facts.get("role", ""), _operator())).capitalize(), known[facts["email"]].name, facts["email"]
        )
        for facts in listed
        if facts["email"] in known
    ]
    strategist = regional.strategist()
    return [*found, *([Login(_region(), strategist.name, strategist.email)] if strategist else [])]


def _region() -> str:
    return str(Municipality.Kind.REGION.label)


def _operator() -> object:
    return User._meta.get_field("is_operator").verbose_name
