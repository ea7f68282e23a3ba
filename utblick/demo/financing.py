"""The demo's EU projects: begun, moved on, budgeted, booked and claimed for, each on its day."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.initiatives.models import Step
from utblick.journal import clock
from utblick.money import reference
from utblick.partners.models import Organisation
from utblick.projects import budgeting, claiming, stages, starting
from utblick.projects.book import Book
from utblick.projects.books import book
from utblick.projects.models import (
    Booking,
    Budget,
    Check,
    Claim,
    Delivery,
    Evidence,
    Partner,
    Project,
    Share,
    WorkPackage,
)
from utblick.projects.sums.periods import months
from utblick.tenancy import scope


def make_projects(cast: Cast, partners: dict[str, Organisation]) -> None:
    for order, row in enumerate(texts.read("projects")["projects"]):
        _Telling(row, cast, partners, order).tell()


class _Telling:
    """One project, told day by day."""

    def __init__(self, row: dict[str, Any], cast: Cast, partners: dict[str, Organisation], order: int) -> None:
        self.row, self.cast, self.partners, self.order = row, cast, partners, order

    def tell(self) -> None:
        step = Step.objects.get(title=self.row["step"])
        with self._on(self.row["begun"]):
            self.project = starting.take_on(step, programme_key=self.row["programme"], currency=self.row["currency"])
            if self.row.get("leads"):
                self._lead()
        with self._on(self.row["begun"] + 1):
            self._budget()
            self._plan()
        self._checks()
        for to, days in self.row["moves"]:
            self._move(to, days)
        self._money()
        self._evidence()

    @contextmanager
    def _on(self, days: int) -> Iterator[None]:
        owner = self.cast.people[self.row["owner"]]
        with clock.at(moments.ago(self.cast.today, -days, self.order)), scope.acting(self.cast.municipality, owner):
            yield

    def _day(self, days: int) -> date:
        return texts.working_day(self.cast.today, days)

    def _lead(self) -> None:
        for partner in Partner.objects.of(self.project).exclude(role=Partner.Role.ASSOCIATED):
            partner.role = Partner.Role.LEAD if partner.is_us else Partner.Role.PARTNER
            partner.save()

    def _budget(self) -> None:
        budget = Budget.objects.get(project=self.project)
        budget.project = self.project
        budget.option_key, budget.grant_percent = self.row["option"], Decimal(self.row["percent"])
        if "rate" in self.row:
            rate = reference.rates().at(self._day(self.row["rate"]))
            budget.per_euro, budget.rate_on = rate.per_euro, rate.on
        budget.save()
        for told in self.row["budgets"]:
            self._fill(budget, dict(told))

    def _fill(self, budget: Budget, told: dict[str, Any]) -> None:
        key = told.pop("partner")
        partner = Partner.objects.of(self.project).get(organisation=self.partners.get(key))
        lasting = _lasting(book(self.project, budget))
        wishes = {
            (what, period): budgeting.Wish(None, amount)
            for what, whole in told.items()
            for period, amount in _parts(whole, lasting).items()
        }
        budgeting.fill(budget, partner, wishes)
        self._balance(budget, partner)

    def _balance(self, budget: Budget, partner: Partner) -> None:
        """What is left to finance is paid in cash."""
        cells = [one for one in book(self.project, budget).cells if one.partner == partner.pk]
        gaps = {("own_cash", one.period): budgeting.Wish(None, one.gap) for one in cells if one.gap}
        budgeting.fill(budget, partner, gaps)

    def _plan(self) -> None:
        packages = {}
        for told in self.row.get("packages", []):
            facts = texts.dated(told, self.cast.today)
            packages[facts["number"]] = WorkPackage(project=self.project, **facts)
            packages[facts["number"]].save()
        for told in self.row.get("deliveries", []):
            facts = texts.dated(told, self.cast.today)
            facts["package"] = packages[facts["package"]]
            facts["owner"] = self.cast.people[facts["owner"]] if "owner" in facts else None
            Delivery(project=self.project, **facts).save()

    def _checks(self) -> None:
        for subject, (days, number, reason) in self.row["checks"].items():
            check = Check.objects.of(self.project).get(subject=subject)
            skipped = days == ""
            check.outcome = Check.Outcome.SKIPPED if skipped else Check.Outcome.DONE
            check.on = None if skipped else self._day(days)
            check.case_number, check.reason = number, reason
            with self._on(self.row["begun"] + 2 if skipped else days):
                check.save()

    def _move(self, to: str, days: int) -> None:
        if to == Project.Stage.GRANTED and "settled" in self.row:
            with self._on(days):
                newest = Budget.objects.of(self.project).newest_first()[0]
                newest.project = self.project
                budgeting.begin_version(newest, name=self.row["settled"])
        facts = {"on": self._day(days), "number": self.row.get("number", "")}
        if to == Project.Stage.REJECTED:
            facts["decision"] = self.row["decision"]
        # The checks were made on their days, but they are entered before all moves: they are not asked for again.
        with self._on(days):
            stages.move(self.project, to, check_first=False, **facts)

    def _money(self) -> None:
        for told in self.row.get("bookings", []):
            for days in told["days"]:
                self._book(told, days)
        with self._on(self.row["begun"] + 3):
            laid = claiming.lay_out(self.project) if "claims" in self.row else []
        for claim, told in zip(laid, self.row.get("claims", []), strict=False):
            self._claim(claim, *told)
        for share in self.row.get("shares", []):
            self._share(laid[share["claim"]], share)
        with self._on(-1):
            budgeting.tell_step(self.project)

    def _book(self, told: dict[str, Any], days: int) -> None:
        facts = {"category": told["category"], "text": told["text"], "in_kind": told.get("in_kind", False)}
        booked_on = self._day(days)
        if told["category"] != "office" and not facts["in_kind"]:
            facts["voucher"] = f"L{booked_on:%y%m%d}"
        with self._on(days):
            Booking(project=self.project, booked_on=booked_on, amount=Decimal(told["each"]), **facts).save()

    def _claim(self, claim: Claim, days: list[int], amounts: list[int], costs: Sequence[int] = ()) -> None:
        """Asked for, approved and paid, as far as it has come; and the costs that were reported and certified."""
        for name, amount in zip(("cost", "certified"), costs, strict=False):
            setattr(claim, name, Decimal(amount))
        for name, day, amount in zip(("asked", "approved", "paid"), days, amounts, strict=True):
            setattr(claim, f"{name}_on", self._day(day))
            setattr(claim, name, Decimal(amount))
            with self._on(day):
                claim.save()

    def _share(self, claim: Claim, told: dict[str, Any]) -> None:
        partner = Partner.objects.of(self.project).get(organisation=self.partners[told["partner"]])
        share = Share(project=self.project, claim=claim, partner=partner)
        for name, amount in told["amounts"].items():
            setattr(share, name, Decimal(amount))
        if "passed_on" in told:
            share.passed_on = self._day(told["passed_on"])
        with self._on(told.get("passed_on", -20)):
            share.save()

    def _evidence(self) -> None:
        for duty, (days, text) in self.row.get("evidence", {}).items():
            with self._on(days):
                Evidence(project=self.project, duty=duty, done_on=self._day(days), text=text).save()


def _lasting(held: Book) -> dict[date, int]:
    """How many months of the project each period holds."""
    return {one.first: len(months(max(one.first, held.first), min(one.last, held.last))) for one in held.periods}


def _parts(whole: int, lasting: dict[date, int]) -> dict[date, Decimal]:
    """By how long the project goes on in each period, in whole thousands; the last has what is left."""
    *others, last = lasting
    parts = {period: Decimal(whole * lasting[period] // sum(lasting.values()) // 1000 * 1000) for period in others}
    return {**parts, last: whole - sum(parts.values(), Decimal(0))}
