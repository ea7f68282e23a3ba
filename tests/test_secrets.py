"""What is marked as confidential is hidden, with all that tells of it, from everyone without the right to see it."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.filling import filled, form_of
from utblick.accounts import api_keys
from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.desk.morning import letter_to, send_all
from utblick.followup import composing
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.models import Initiative, Lesson, Participation, Step
from utblick.initiatives.tests.make import make_initiative, make_lesson, make_result, make_step
from utblick.journal.models import Entry
from utblick.partners.models import Contact, Organisation
from utblick.partners.tests.make import make_agreement, make_contact, make_organisation, make_person
from utblick.teamwork import doing, talking
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db

MARK = "Hemlighetsmakeri"
ASKED = "granskogsblå"  # a page repeats what it was asked for
GROUND = "OSL 31 kap. 16 §"

type Marks = Callable[[Any], None]


@pytest.fixture
def browse(here: Municipality) -> Callable[[str], Client]:
    def log_in(role: str) -> Client:
        client = Client(headers={"host": here.hosts.split()[0]})
        client.force_login(make_user(role))
        return client

    return log_in


@pytest.fixture
def mark(browse: Callable[[str], Client]) -> Marks:
    """Marks an object through its page, as a coordinator does."""
    client = browse(Role.COORDINATOR)

    def marked(obj: Any) -> None:
        address = reverse("journal:secrecy", args=[obj._meta.label_lower, obj.pk])
        sent = filled(form_of(client.get(address).text), ground=GROUND, note="Affärsplaner, till 2028")
        assert client.post(address, sent).status_code == 302

    return marked


@pytest.fixture
def everything(here: Municipality) -> dict[str, Any]:
    """An initiative and a partner that are told of in every room, published and in a draft of a report."""
    today = timezone.localdate()
    goal = make_goal("Näringsliv", document=make_document(status=PolicyDocument.Status.IN_FORCE))
    organisation = make_organisation(f"{MARK} {ASKED} AB", country="NO", latitude=64.0, longitude=12.0, published=True)
    facts = {"published": True, "status": Initiative.Status.RUNNING, "starts_on": date(today.year, 1, 1)}
    initiative = make_initiative(f"{MARK} {ASKED} i tid", goals=[goal], partners=[organisation], **facts)
    step = make_step(
        initiative=initiative, title=f"{MARK} {ASKED} på väg", cost=4_321_765, starts_on=today, ends_on=today
    )
    make_lesson(initiative=initiative, text=f"{MARK} {ASKED} lönar sig")
    make_result(initiative=initiative, text=f"{MARK} {ASKED} gav jobb", published=True)
    make_agreement(organisation=organisation, title=f"{MARK} {ASKED} avtal", expires_on=today + timedelta(days=20))
    contact = make_contact(organisation=organisation, subject=f"{MARK} {ASKED} på möte")
    make_person(organisation=organisation, name=f"Per {MARK} {ASKED}")
    Participation.objects.get().remove()
    Participation(initiative=initiative, organisation=organisation).save()
    year = {"starts_on": date(today.year, 1, 1), "ends_on": date(today.year, 12, 31)}
    report = composing.start(title="Uppföljning", language="sv", **year)
    made = {"initiative": initiative, "organisation": organisation, "step": step, "report": report, "goal": goal}
    told = Q(kind__startswith="initiatives.") | Q(kind__startswith="partners.")
    keys = Entry.objects.filter(told).order_by("kind", "object_id")
    return made | {"contact": contact, "keys": list(keys.values_list("kind", "object_id").distinct())}


def pages(everything: dict[str, Any]) -> list[str]:
    """Every address that told of the initiative or the partner before they were marked."""
    initiative, organisation = everything["initiative"], everything["organisation"]
    report, goal = everything["report"], everything["goal"]
    listed = ["initiatives:list", "partners:list", "goals:home", "desk:home", "journal:everything"]
    own = [reverse(name) for name in listed] + [
        f"/search/?q={ASKED}",
        f"/initiatives/?q={ASKED}",
        f"/partners/?q={ASKED}",
    ]
    own += [initiative.get_absolute_url(), organisation.get_absolute_url(), report.get_absolute_url()]
    own += [goal.get_absolute_url(), f"{report.get_absolute_url()}?format=html"]
    own += [reverse("journal:history", args=key) for key in everything["keys"]]
    own += [reverse("journal:secrecy", args=["initiatives.initiative", initiative.pk])]
    return own + [f"/public/sv/{page}" for page in PUBLIC]


def files(everything: dict[str, Any]) -> list[str]:
    """What leaves the pages: lists as Excel and CSV, documents, a day's programme, what anybody may take, and feeds."""
    lists = ("initiatives:list", "initiatives:lessons", "partners:list", "partners:contacts")
    sheets = [f"{reverse(name)}?as={kind}" for name in lists for kind in ("xlsx", "csv")]
    documents = [*made(everything), reverse("partners:programme_document", args=[everything["contact"].pk])]
    data = [
        f"/public/data/{table}.{kind}" for table in ("initiatives", "results", "partners") for kind in ("csv", "json")
    ]
    return [*sheets, *documents, *data, *(f"/public/{language}/{feed}" for language in ("sv", "en") for feed in FEEDS)]


def made(everything: dict[str, Any]) -> list[str]:
    """The documents of the report, which are put together in the background when somebody asks."""
    return [f"{everything['report'].get_absolute_url()}download/{kind}/" for kind in ("word", "excel", "board_word")]


def told_to_programs(here: Municipality, owner: User, everything: dict[str, Any]) -> list[str]:
    """The addresses of the API and the private feeds that tell of it to a program with its owner's keys."""
    day = timezone.localdate() + timedelta(days=1)
    secret = api_keys.make(owner, name="Diariet", scopes=list(api_keys.SCOPES), expires_on=day)[1]
    program = Client(headers={"host": here.hosts.split()[0], "authorization": f"Bearer {secret}"})
    kinds = {"initiatives": "initiative", "partners": "organisation"}
    lists = [f"/api/v1/{name}" for name in ("initiatives", "results", "partners", "agreements", "reports")]
    return telling(program, [*lists, *(f"/api/v1/{name}/{everything[one].pk}" for name, one in kinds.items())])


FEEDS = ("feed.atom", "calendar.ics")
PUBLIC = ("", "goals/", "initiatives/", "partners/", "results/", "feed.atom", "calendar.ics")


def telling(client: Client, addresses: list[str]) -> list[str]:
    """Those of the pages that name what is confidential, or its money."""
    texts = {address: client.get(address) for address in addresses}
    return [
        address
        for address, page in texts.items()
        if page.status_code == 200 and any(word in _plain(page) for word in (MARK, "4321765"))
    ]


def _plain(page: Any) -> str:
    """Without spaces in figures; of a Word or Excel file the texts within it."""
    content: bytes = b"".join(page) if page.streaming else page.content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode(errors="replace").replace("\u00a0", "").replace("\u202f", "")


def test_a_secret_and_its_parts_are_hidden_from_who_may_not_see_them(municipality: Municipality) -> None:
    with scope.acting(municipality, sees_secrets=True):
        initiative = Initiative.objects.create(title="Etablering", secrecy_ground="OSL 30:23")
        Lesson.objects.create(initiative=initiative, learnt_on="2026-11-01", text="Vänta med pressen")
        assert Lesson.objects.count() == 1

    with scope.acting(municipality):
        assert not Initiative.objects.exists()
        assert not Lesson.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER, Role.EDITOR])
def test_what_is_marked_is_told_nowhere_to_those_without_the_right(
    everything: dict[str, Any], browse: Callable[[str], Client], mark: Marks, role: str
) -> None:
    client = browse(role)
    before = telling(client, pages(everything))
    assert len(before) > 15, "the walk would notice"
    mark(everything["initiative"])
    mark(everything["organisation"])
    assert telling(client, pages(everything)) == []


def test_the_public_sees_nothing_of_it_either(everything: dict[str, Any], here: Municipality, mark: Marks) -> None:
    visitor = Client(headers={"host": here.hosts.split()[0]})
    public = [f"/public/{language}/{page}" for language in ("sv", "en") for page in PUBLIC]
    public += [f"/public/sv/initiatives/{everything['initiative'].pk}/"]
    assert len(telling(visitor, public)) > 5
    mark(everything["initiative"])
    mark(everything["organisation"])
    assert telling(visitor, public) == []


def test_no_file_feed_or_program_tells_of_it_to_those_without_the_right(
    everything: dict[str, Any],
    browse: Callable[[str], Client],
    here: Municipality,
    mark: Marks,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client, owner = browse(Role.OFFICER), make_user(Role.OFFICER)
    with django_capture_on_commit_callbacks(execute=True):
        telling(client, made(everything))
    before = telling(client, files(everything))
    assert {address.rpartition("/")[2].partition("?")[2] for address in before} >= {"as=xlsx", "as=csv"}
    assert [one for one in before if one.endswith((".atom", ".ics"))]
    assert set(made(everything)) <= set(before)
    assert len(told_to_programs(here, owner, everything)) > 3
    mark(everything["initiative"])
    mark(everything["organisation"])
    with django_capture_on_commit_callbacks(execute=True):
        telling(client, made(everything))
    assert client.get(made(everything)[0]).status_code == 200, "made anew"
    assert telling(client, files(everything)) == []
    assert told_to_programs(here, owner, everything) == []


def test_nothing_that_was_drawn_for_who_may_see_it_is_kept_for_who_may_not(
    everything: dict[str, Any], browse: Callable[[str], Client], here: Municipality, mark: Marks
) -> None:
    """The first page and the public pages are kept as drawn: each is asked for by the one just after the other."""
    mark(everything["initiative"])
    mark(everything["organisation"])
    coordinator, officer = browse(Role.COORDINATOR), browse(Role.OFFICER)
    visitor = Client(headers={"host": here.hosts.split()[0]})
    home = reverse("desk:home")
    assert telling(coordinator, [home]), "the walk would notice"
    for address in (home, reverse("desk:overview"), *(f"/public/sv/{page}" for page in PUBLIC)):
        for client in (coordinator, officer, visitor, coordinator, officer, visitor):
            page = client.get(address)
            assert MARK not in _plain(page) or (client is coordinator and not address.startswith("/public/")), address


def test_no_mail_or_notice_tells_of_what_was_marked_since(
    everything: dict[str, Any], here: Municipality, mark: Marks, mailoutbox: Any
) -> None:
    officer, writer = make_user(Role.OFFICER), make_user(Role.COORDINATOR)
    talking.write(everything["initiative"], by=writer, text=f"{MARK} går bra", mention=[officer])
    doing.ask(everything["organisation"], by=writer, title=f"Ring {MARK}", owner=officer)
    morning = timezone.now() + timedelta(hours=1)
    letter = letter_to(officer, morning)
    assert letter
    assert MARK in str(letter)
    mark(everything["initiative"])
    mark(everything["organisation"])
    with scope.everywhere():
        send_all(morning)
    assert [mail for mail in mailoutbox if MARK in f"{mail.subject} {mail.body} {mail.alternatives}"] == []
    bell = Client(headers={"host": here.hosts.split()[0]})
    bell.force_login(officer)
    assert telling(bell, [reverse("teamwork:notices"), reverse("desk:mine")]) == []


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.AUDITOR])
def test_those_with_the_right_see_it_with_its_ground(
    everything: dict[str, Any], browse: Callable[[str], Client], mark: Marks, role: str
) -> None:
    mark(everything["initiative"])
    client = browse(role)
    assert GROUND in client.get(everything["initiative"].get_absolute_url()).text
    told = client.get(reverse("journal:secrecy", args=["initiatives.initiative", everything["initiative"].pk])).text
    assert "Affärsplaner, till 2028" in told
    history = client.get(reverse("journal:history", args=["initiatives.initiative", everything["initiative"].pk])).text
    assert GROUND in history
    assert "Affärsplaner, till 2028" in history
    form = form_of(told)
    assert form is None if role == Role.AUDITOR else form.fields["note"].strip() == "Affärsplaner, till 2028"
    assert MARK in client.get(f"/search/?q={ASKED}").text


def test_a_draft_of_a_report_is_composed_anew_without_it_and_a_frozen_one_stays(
    everything: dict[str, Any], mark: Marks
) -> None:
    report = everything["report"]
    assert MARK in str(report.figures)
    mark(everything["initiative"])
    mark(everything["organisation"])
    report.refresh_from_db()
    assert MARK not in str(report.figures)
    assert "4321765" not in str(report.figures)


def test_lifting_the_mark_brings_everything_back_and_can_be_taken_back(
    everything: dict[str, Any], browse: Callable[[str], Client], mark: Marks
) -> None:
    client, officer = browse(Role.COORDINATOR), browse(Role.OFFICER)
    before = telling(officer, pages(everything))
    mark(everything["initiative"])
    kind = ["initiatives.initiative", everything["initiative"].pk]
    client.post(reverse("journal:lift_secrecy", args=kind))
    assert telling(officer, pages(everything)) == before
    client.post(reverse("journal:mark_again", args=kind))
    assert Initiative._base_manager.model.objects.filter(pk=kind[1]).count() == 0
    with scope.acting(scope.municipality(), sees_secrets=True):
        assert Initiative.objects.get(pk=kind[1]).secrecy_ground == GROUND


def test_what_has_a_mark_of_its_own_stays_hidden_when_the_whole_is_shown_again(
    everything: dict[str, Any], browse: Callable[[str], Client], mark: Marks
) -> None:
    contact = Contact.objects.get()
    mark(contact)
    mark(everything["organisation"])
    kind = ["partners.organisation", everything["organisation"].pk]
    browse(Role.COORDINATOR).post(reverse("journal:lift_secrecy", args=kind))
    assert Organisation.objects.exists()
    assert not Contact.objects.exists()
    assert not Entry.objects.filter(kind="partners.contact", secret=False).exists()
    assert "på möte" not in browse(Role.OFFICER).get(f"/search/?q={ASKED}").text


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER, Role.EDITOR, Role.AUDITOR])
def test_only_coordinators_may_mark(here: Municipality, browse: Callable[[str], Client], role: str) -> None:
    initiative = make_initiative("Öppen")
    client = browse(role)
    address = reverse("journal:secrecy", args=["initiatives.initiative", initiative.pk])
    assert client.post(address, {"ground": GROUND, "revision": initiative.revision}).status_code == 403
    assert client.post(f"{address}lift/").status_code == 403
    assert Initiative.objects.filter(secrecy_ground="").exists()


def test_a_section_that_is_not_listed_is_written_by_hand(here: Municipality, browse: Callable[[str], Client]) -> None:
    organisation = make_organisation("Bolaget")
    client = browse(Role.COORDINATOR)
    address = reverse("journal:secrecy", args=["partners.organisation", organisation.pk])
    form = form_of(client.get(address).text)
    assert client.post(address, filled(form, ground="other")).status_code == 422
    assert client.post(address, filled(form, ground="other", own="OSL 25 kap. 1 §")).status_code == 302
    with scope.acting(here, sees_secrets=True):
        assert Organisation.objects.get().secrecy_ground == "OSL 25 kap. 1 §"


def test_nothing_but_what_can_be_confidential_has_the_page(
    here: Municipality, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    step: Step = make_step()
    for kind in ("initiatives.step", "accounts.user", "nonsense", "a.b.c"):
        assert client.get(reverse("journal:secrecy", args=[kind, step.pk])).status_code == 404
