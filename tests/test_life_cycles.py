"""The life of each kind of initiative, in a real Chromium: officer, coordinator and decision-maker each do what is theirs.

Where it is not theirs, they meet a closed door.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.browser import chromium_page, too_wide
from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.goals.tests.make import make_goal
from utblick.partners.tests.make import make_organisation
from utblick.projects.models import Check
from utblick.site import guarding
from utblick.tenancy import scope

pytestmark = [pytest.mark.browser, pytest.mark.one_life, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()
ROLES = {
    "coordinator": Role.COORDINATOR,
    "officer": Role.OFFICER,
    "decision_maker": Role.DECISION_MAKER,
    "auditor": Role.AUDITOR,
}


class Walk:
    """A browser that changes hands between the people of one municipality."""

    def __init__(self, page: Any, home: str, here: Municipality) -> None:
        self.page, self.home, self.here = page, home, here
        self.board, self.unit = make_unit("Kommunstyrelsen", kind="board"), make_unit("Barn och utbildning")
        units = {"officer": self.unit, "decision_maker": self.board}
        self.people = {name: make_user(role, unit=units.get(name), name=name) for name, role in ROLES.items()}
        self.sessions = {name: self._session(user) for name, user in self.people.items()}

    def _session(self, user: User) -> str:
        client = Client()
        client.force_login(user)
        return str(client.cookies["session"].value)

    def become(self, name: str) -> None:
        # What the page before still waits for would bring its own cookies with the answer.
        self.page.goto("about:blank")
        self.page.context.clear_cookies()
        if name in self.sessions:
            self.page.context.add_cookies([{"name": "session", "value": self.sessions[name], "url": self.home}])

    def go(self, address: str) -> None:
        """To a page that is there, and fits the screen."""
        answer = self.page.goto(address if address.startswith("http") else self.home + address)
        assert answer.status == 200, address
        assert not too_wide(self.page), address

    def closed(self, *addresses: str) -> None:
        for address in addresses:
            assert self.page.goto(self.home + address).status == 403, address
        self.page.complaints.clear()

    def fill(self, **fields: object) -> None:
        self._send(fields)
        assert self.page.locator(".u-error-summary").count() == 0, self.page.locator(".u-error-summary").inner_text()

    def refused(self, **fields: object) -> str:
        """What the form says was wrong."""
        self._send(fields)
        self.page.complaints.clear()
        return str(self.page.inner_text(".u-error-summary"))

    def _send(self, fields: dict[str, object]) -> None:
        """Fill in the form that has these fields, and send it."""
        for name, value in fields.items():
            self._answer(name, value)
        first = next(iter(fields))
        form = self.page.locator("main form", has=self.page.locator(f"[name={first}]"))
        with self.page.expect_navigation():
            form.locator("button.ds-button:not([formaction])").last.click()

    def _answer(self, name: str, value: object) -> None:
        field = self.page.locator(f"main [name={name}]").first
        kind = field.evaluate("field => field.type || field.tagName")
        if kind in ("radio", "checkbox"):
            self.page.check(f"main [name={name}][value='{value}']")
        elif kind.startswith("select"):
            field.select_option(str(value))
        else:
            field.fill(str(value))

    def press(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main button, main a.ds-button").get_by_text(words, exact=True).first.click()

    def link(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main a", has_text=words).first.click()

    @property
    def text(self) -> str:
        return str(self.page.inner_text("main"))

    @property
    def address(self) -> str:
        return str(self.page.url).removeprefix(self.home).partition("#")[0]

    @property
    def toast(self) -> str:
        return str(self.page.locator(".u-toast, [role=status], [role=alert]").first.inner_text())

    def begin(self, title: str, **facts: object) -> str:
        """The officer's initiative; its address."""
        self.become("officer")
        self.go(reverse("initiatives:start"))
        self.fill(title=title, goals=self.goal, **facts)
        return self.address

    goal = 0


@pytest.fixture
def walk(live_server: Any) -> Iterator[Callable[..., Walk]]:
    open_ones: list[Any] = []
    here = make_municipality("Granberg", latitude=63.9, longitude=16.0)

    def begin(width: int = 1280) -> Walk:
        browser = chromium_page(width=width, url=live_server.url)
        page = browser.__enter__()
        page.set_default_timeout(30_000)
        open_ones.append(browser)
        with scope.acting(here):
            walk = Walk(page, live_server.url, here)
            walk.goal = make_goal().pk
        return walk

    yield begin
    for browser in open_ones:
        browser.__exit__(None, None, None)


def key(address: str) -> int:
    return int(next(part for part in reversed(address.split("/")) if part.isdigit()))


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def begin_project(walk: Walk, title: str) -> tuple[str, str]:
    """An initiative with a project in it, of the officer's; their addresses."""
    initiative = walk.begin(title)
    walk.go(reverse("projects:start", args=[key(initiative)]))
    walk.fill(title=title, programme_key="other", currency="SEK", starts_on=day(100), ends_on=day(800))
    return initiative, walk.address


def see_to_the_checks(walk: Walk, project: str, before: str) -> None:
    """The first by hand; the others are alike."""
    with scope.acting(walk.here):
        first, *others = Check.objects.filter(project=key(project), before=before).order_by("pk")
        for check in others:
            check.outcome, check.reason = "skipped", "Berör inte projektet"
            check.save()
    walk.go(reverse("projects:edit_check", args=[first.pk]))
    walk.fill(outcome="done", on=TODAY, case_number="KS 2026/412")


def move(walk: Walk, project: str, stage: str, **noted: object) -> None:
    walk.go(reverse("projects:move", args=[key(project), stage]))
    walk.fill(on=TODAY, **noted)


def test_an_eu_project_from_idea_to_lessons_in_use(walk: Callable[..., Walk]) -> None:
    at = walk()
    initiative, project = begin_project(at, "Nattpatrull över gränsen")
    at.go(reverse("initiatives:add_gate", args=[key(initiative)]))
    at.fill(body=at.board.pk, about="Ansökan och medfinansiering")

    at.go(project)
    at.press("Börja förbereda")
    at.go(reverse("projects:move", args=[key(project), "application"]))
    assert "Ordna det här först" in at.refused(on=TODAY), "the municipality's own checks stand before the application"
    see_to_the_checks(at, project, "application")
    at.go(reverse("projects:move", args=[key(project), "application"]))
    assert "Först behövs ett beslut" in at.refused(on=TODAY), "and so does the board's decision"

    at.become("decision_maker")
    at.go(initiative)
    assert "Ansökan och medfinansiering" in at.text
    assert at.page.locator("main a", has_text="Anteckna beslutet").count() == 0
    gate = reverse("initiatives:decide_gate", args=[1])
    at.closed(gate, reverse("projects:edit", args=[key(project)]))

    at.become("coordinator")
    at.go(initiative)
    at.link("Anteckna beslutet")
    at.fill(outcome="yes", decided_on=TODAY, section="§ 78", case_number="KS 2026/412")
    assert "§ 78" in at.text

    at.become("officer")
    move(at, project, "application")
    move(at, project, "granted", number="101234567")
    see_to_the_checks(at, project, "running")
    for label in ("Starta projektet", "Slutrapporten är inskickad"):
        at.go(project)
        at.press(label)
    see_to_the_checks(at, project, "closed")
    at.go(project)
    at.press("Avsluta projektet")
    at.press("Lärdomarna är i bruk")
    assert "minst en lärdom" in at.page.inner_text("body"), "what is left when the money is gone"
    at.go(reverse("initiatives:add_lesson", args=[key(initiative)]))
    at.fill(text="Börja med försäkringen", learnt_on=TODAY)
    at.go(project)
    at.press("Lärdomarna är i bruk")
    assert "Lärdomar i bruk" in at.page.inner_text(".p-way [aria-current]")
    assert at.page.complaints == []


def test_a_project_that_is_rejected_tells_why_and_what_it_taught(walk: Callable[..., Walk]) -> None:
    at = walk()
    initiative, project = begin_project(at, "Skogens bygg")
    at.go(project)
    at.press("Börja förbereda")
    see_to_the_checks(at, project, "application")
    move(at, project, "application")
    at.go(reverse("projects:move", args=[key(project), "rejected"]))
    assert "Vad programmet sa" in at.refused(on=TODAY), "a no without its reasons teaches nothing"
    at.fill(decision="Partnerskapet saknade en forskningspart.")
    assert "Partnerskapet saknade en forskningspart." in at.text

    at.become("decision_maker")
    at.go(project)
    assert "Partnerskapet saknade en forskningspart." in at.text
    at.closed(reverse("initiatives:add_lesson", args=[key(initiative)]))

    at.become("officer")
    at.go(project)
    at.link("Skriv ned vad det lärde oss")
    at.fill(text="Ta med ett lärosäte från början", learnt_on=TODAY)
    at.go(initiative)
    assert "Ta med ett lärosäte från början" in at.text
    assert at.page.complaints == []


def test_an_exchange_is_reported_on_a_phone_and_its_lesson_answered_for(walk: Callable[..., Walk]) -> None:
    at = walk(360)
    initiative = at.begin("Elever till Snåsa", status="running")
    at.go(reverse("initiatives:add_step", args=[key(initiative)]))
    at.fill(kind="exchange", title="Resa till Snåsa", status="done", starts_on=day(-9), ends_on=day(-5), place="Snåsa")
    at.link("Resa till Snåsa")
    exchange = reverse("initiatives:exchange", args=[key(at.address)])
    at.become("decision_maker")
    at.go(exchange)
    at.closed(reverse("initiatives:travel_report", args=[key(exchange)]))

    at.become("officer")
    at.go(reverse("initiatives:travel_report", args=[key(exchange)]))
    at.fill(text="Värdfamiljer först, buss sedan", girls=7, boys=5, women=2, units=at.unit.pk)
    at.go(exchange)
    assert "Värdfamiljer först, buss sedan" in at.text

    at.become("coordinator")
    at.go(reverse("initiatives:lessons") + "?q=värdfamiljer")
    at.link("Värdfamiljer först, buss sedan")
    assert "Barn och utbildning" in at.text
    at.become("decision_maker")
    at.go(initiative)
    assert "7 flickor" in at.text
    assert at.page.complaints == []


def test_guests_ask_to_come_are_made_welcome_and_come(
    walk: Callable[..., Walk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarding, "SECONDS", 0)
    at = walk()
    at.become("nobody")
    at.go(reverse("site:visit_request", args=["de"]))
    at.fill(
        name="Maria Kessler", organisation_name="Stadt Bregenz", country="AT", email="maria@bregenz.example",
        people=8, first_day=day(60), last_day=day(62), topics="Holzbau",
    )  # fmt: skip

    at.become("decision_maker")
    at.go(reverse("partners:requests"))
    at.link("Stadt Bregenz")
    request = at.address
    at.closed(f"{request}accept/", f"{request}decline/")

    at.become("coordinator")
    at.go(f"{request}accept/")
    at.fill(first=day(60), last=day(62))
    contact = at.address
    assert "Stadt Bregenz" in at.text

    at.become("officer")
    at.go(reverse("partners:add_to_contact", args=[key(contact), "promises"]))
    at.fill(side="ours", text="Skicka ritningarna", due_on=day(70))
    at.go(contact)
    assert "Skicka ritningarna" in at.text
    at.become("decision_maker")
    at.go(contact)
    assert "Skicka ritningarna" in at.text
    at.closed(reverse("partners:edit_contact", args=[key(contact)]))
    assert at.page.complaints == []


def test_a_membership_in_a_network_is_reviewed_and_ended_by_the_board(walk: Callable[..., Walk]) -> None:
    at = walk()
    with scope.acting(at.here):
        network = make_organisation("Coastal Towns Network", kind="network", country="BE")
    at.become("decision_maker")
    at.closed(reverse("partners:add_agreement", args=[network.pk]))

    at.become("officer")
    at.go(reverse("partners:add_agreement", args=[network.pk]))
    at.fill(kind="network", title="Medlemskap", signed_on=day(-700), yearly_fee="24 000", review_every=12)
    agreement = at.address
    at.go(reverse("partners:review_agreement", args=[key(agreement)]))
    at.fill(judgement="Ett möte på två år", proposal="end", end_on=day(30), reasons="Kostar mer än det ger")
    review = at.address

    at.become("decision_maker")
    at.go(review)
    assert "Kostar mer än det ger" in at.text
    at.closed(f"{review}carry-out/")
    at.become("coordinator")
    at.go(f"{review}carry-out/")
    at.fill(decided_by="Kommunstyrelsen", decided_on=TODAY, section="§ 9")
    at.go(agreement)
    assert str(day(30)) in at.text
    assert at.page.complaints == []


def test_an_event_with_its_campaign_from_idea_to_what_remains(walk: Callable[..., Walk]) -> None:
    at = walk()
    initiative = at.begin("Samiska veckan")
    for kind, title in (("event", "Invigning på torget"), ("campaign", "Kom till fjället")):
        at.go(reverse("initiatives:add_step", args=[key(initiative)]))
        at.fill(kind=kind, title=title, status="planned", starts_on=day(20), ends_on=day(25))
    for words in ("Börja förbereda", "Sätt i gång"):
        at.go(initiative)
        at.press(words)

    at.become("decision_maker")
    at.go(initiative)
    assert "Invigning på torget" in at.text
    assert at.page.locator("main button", has_text="Avsluta").count() == 0
    at.closed(
        reverse("initiatives:edit", args=[key(initiative)]), reverse("initiatives:add_step", args=[key(initiative)])
    )

    at.become("officer")
    at.go(reverse("initiatives:add_result", args=[key(initiative)]))
    at.fill(text="400 besökare", noted_on=TODAY)
    at.go(initiative)
    at.press("Avsluta")
    at.become("coordinator")
    at.go(initiative)
    assert "Avslutad" in at.text
    assert "400 besökare" in at.text
    assert at.page.complaints == []


def test_a_year_is_followed_up_by_each_in_turn_on_a_phone(walk: Callable[..., Walk]) -> None:
    at = walk(width=390)
    initiative = at.begin("Trygg hemma i norr")
    at.go(reverse("initiatives:add_result", args=[key(initiative)]))
    at.fill(text="Tolv hem har fått larm", noted_on=TODAY)

    at.become("coordinator")
    at.go(reverse("followup:start"))
    at.fill(title="Granberg i världen", starts_on=day(-200), ends_on=day(30))
    report = at.address
    at.go(f"{report}collection/")
    at.fill(answer_by=day(14))
    assert "1 enhet fattas" in at.text

    at.become("officer")
    at.go(reverse("desk:mine"))
    at.go(str(at.page.locator("main a[href*='/followup/answers/']").first.get_attribute("href")))
    part = at.address
    assert "Trygg hemma i norr" in at.text
    at.page.fill("textarea[name=text-whole]", "Personalen vill fortsätta.")
    at.press("Lämna in")
    assert "Intyga att det registrerade stämmer" in at.page.inner_text(".u-error-summary")
    at.page.check("[name=agreed]")
    at.press("Lämna in")
    at.closed(f"{report}collection/", f"{report}freeze/")

    at.become("coordinator")
    at.go(f"{report}collection/")
    assert "Alla har svarat" in at.text
    at.press("Hämta siffrorna på nytt")
    at.go(f"{report}freeze/")
    at.press("Lås rapporten för gott")
    assert "Personalen vill fortsätta." in at.text

    at.become("officer")
    at.go(part)
    assert "Rapporten är redan låst" in at.text

    at.become("decision_maker")
    at.go(reverse("desk:overview"))
    at.go(report)
    assert "Tolv hem har fått larm" in at.text
    at.closed(f"{report}edit/summary/", f"{report}collection/")

    at.become("auditor")
    at.go(report)
    assert "Tolv hem har fått larm" in at.text
    at.go(reverse("journal:everything"))
    assert "Granberg i världen" in at.text
    at.closed(f"{report}publish/", reverse("followup:start"))
    assert at.page.complaints == []
