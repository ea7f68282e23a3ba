"""A region that serves the demo's two municipalities: both share with it by name, and one initiative they do jointly."""

from datetime import timedelta
from decimal import Decimal

from utblick.accounts.members import invite
from utblick.accounts.models import Municipality, Role, Unit, User
from utblick.demo import moments
from utblick.demo.people import PASSWORD, Cast
from utblick.initiatives import progress, starting
from utblick.initiatives.models import Initiative, Participation, Step
from utblick.journal import clock
from utblick.partners.models import Organisation
from utblick.sharing import agreeing, joining
from utblick.sharing.models import Sharing
from utblick.tenancy import scope

STRATEGIST = "region@norrafjallen.example"
BEGAN = 150


def make_region(cast: Cast) -> None:
    """After the neighbour."""
    with scope.everywhere():
        region = Municipality(
            name="Region Norra fjällen (demo)", slug="norra-fjallen", hosts="region.localhost", latitude=63.18,
            longitude=14.64, kind=Municipality.Kind.REGION, nuts="SE322", is_demo=True,
        )  # fmt: skip
        region.full_clean()
        region.save()
    with scope.acting(region), clock.at(moments.ago(cast.today, BEGAN)):
        membership, _created = invite(email=STRATEGIST, name="Elsa Norling", role=Role.COORDINATOR, unit=None)
    membership.user.set_password(PASSWORD)
    membership.user.save()
    _share(cast, region)


def strategist() -> User | None:
    return User.objects.filter(email=STRATEGIST).first()


def _share(cast: Cast, region: Municipality) -> None:
    karin, neighbour = cast.people["karin"], Municipality.objects.get(slug="norrvik")
    moment = moments.ago(cast.today, BEGAN - 20)
    with scope.acting(cast.municipality, karin), clock.at(moment):
        agreeing.share(region, level=Sharing.Level.NAMED, by=karin)
    with scope.acting(neighbour, karin), clock.at(moment):
        agreeing.share(region, level=Sharing.Level.NAMED, by=karin)
        theirs = _exercise(cast)
    _join(cast, neighbour, theirs)


def _join(cast: Cast, neighbour: Municipality, theirs: Initiative) -> None:
    """The exercises are one piece of work: the first municipality leads it, the neighbour accepts."""
    karin = cast.people["karin"]
    with scope.acting(cast.municipality, karin), clock.at(moments.ago(cast.today, 80)):
        ours = Initiative.objects.get(title="Öva skogsbrand över gränsen")
        sent = joining.invite(ours, neighbour, by=karin)
    with scope.acting(neighbour, karin), clock.at(moments.ago(cast.today, 76)):
        joining.answer(sent.pk, theirs, by=karin)


def _exercise(cast: Cast) -> Initiative:
    """What the neighbour does of the exercises across the border."""
    karin, unit = cast.people["karin"], Unit.objects.get()
    day = cast.today - timedelta(days=90)
    one = starting.start(
        title="Skogsbrandsövning tillsammans med grannarna",
        summary="Räddningsvärnet i Norrvik övar med grannkommunen och Skogheim på andra sidan gränsen.",
        by=karin,
        unit=unit,
        starts_on=day - timedelta(days=60),
        ends_on=cast.today + timedelta(days=200),
    )
    Participation(initiative=one, organisation=Organisation.objects.get()).save()
    for status in (Initiative.Status.PREPARING, Initiative.Status.RUNNING):
        progress.move(one, status)
    step = Step(
        initiative=one, kind=Step.Kind.EVENT, title="Fältövning med två brandvärn", status=Step.Status.DONE,
        starts_on=day, ends_on=day, place="Skogheim", country="NO", planned_cost=Decimal(60_000), planned_own=Decimal(30_000),
        cost=Decimal(52_400), own=Decimal(26_200), women=6, men=15,
    )  # fmt: skip
    step.full_clean(exclude=["municipality", "initiative"])
    step.save()
    return one
