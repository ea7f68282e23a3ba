from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.partners.tests.make import make_organisation
from utblick.projects import budgeting
from utblick.projects.models import Delivery, Evidence, Line, Partner, WorkPackage
from utblick.projects.tests.make import budget_of, make_budget, make_project
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db


def test_a_deliverable_stands_under_its_package_and_is_done_with_one_press(client: Client, coordinator: User) -> None:
    project = make_project()
    package = WorkPackage.objects.create(project=project, initiative=project.initiative, number=2, title="Natten")
    client.force_login(coordinator)
    sent = {"kind": "milestone", "title": "38 hem", "package": package.pk, "due_on": "2027-05-01"}
    client.post(reverse("projects:add_delivery", args=[project.pk]), sent)
    delivery = Delivery.objects.get()

    page = client.get(reverse("projects:plan", args=[project.pk])).text
    assert page.index("2. Natten") < page.index("38 hem")
    client.post(reverse("projects:done", args=[delivery.pk]))
    delivery.refresh_from_db()
    assert delivery.done_on
    client.post(reverse("projects:done", args=[delivery.pk]))
    delivery.refresh_from_db()
    assert delivery.done_on is None


def test_a_package_does_not_end_before_it_starts(client: Client, coordinator: User) -> None:
    project = make_project()
    client.force_login(coordinator)
    sent = {"number": "1", "title": "Natten", "starts_on": "2027-05-01", "ends_on": "2027-04-01"}
    assert client.post(reverse("projects:add_package", args=[project.pk]), sent).status_code == 422


def test_what_a_withdrawn_package_held_is_still_in_the_plan(client: Client, coordinator: User) -> None:
    project = make_project()
    package = WorkPackage.objects.create(project=project, initiative=project.initiative, number=1, title="Natten")
    facts = {"project": project, "initiative": project.initiative, "due_on": date(2027, 5, 1)}
    Delivery.objects.create(package=package, title="Handledning", **facts)
    package.withdraw()
    client.force_login(coordinator)
    assert "Handledning" in client.get(reverse("projects:plan", args=[project.pk])).text


def test_a_duty_is_met_with_something_that_shows_it(client: Client, coordinator: User) -> None:
    project = make_project(programme_key="interreg-aurora")
    client.force_login(coordinator)
    address = reverse("projects:edit_evidence", args=[project.pk, "poster"])
    picture = SimpleUploadedFile("affisch.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50)

    assert client.post(address, {"done_on": "2026-05-04"}).status_code == 422
    assert client.post(address, {"done_on": "2026-05-04", "file": picture}).status_code == 302

    evidence = Evidence.objects.get()
    page = client.get(reverse("projects:visibility", args=[project.pk])).text
    assert "affisch.png" in page
    file = client.get(reverse("projects:document", args=[evidence.pk]))
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_a_duty_that_does_not_apply_says_why(client: Client, coordinator: User) -> None:
    project = make_project(programme_key="interreg-aurora")
    client.force_login(coordinator)
    address = reverse("projects:edit_evidence", args=[project.pk, "plaque"])
    both = {"done_on": "2026-05-04", "text": "x", "not_here": "Inget bygge"}
    assert client.post(address, both).status_code == 422
    client.post(address, {"not_here": "Inget bygge"})
    assert "Inget bygge" in client.get(reverse("projects:visibility", args=[project.pk])).text
    assert client.get(reverse("projects:edit_evidence", args=[project.pk, "nonsense"])).status_code == 404


def test_the_funding_statement_is_told_in_the_partners_languages_first(client: Client, coordinator: User) -> None:
    partner = make_organisation("Oulun kaupunki", country="FI")
    project = make_project(programme_key="interreg-aurora", initiative=make_initiative(partners=[partner]))
    client.force_login(coordinator)
    page = client.get(reverse("projects:visibility", args=[project.pk])).text
    first, others = page.split("Ordalydelsen på övriga språk")
    for words in (
        "Medfinansieras av Europeiska unionen",
        "Euroopan unionin osarahoittama",
        "Co-funded by the European Union",
    ):
        assert words in first
    assert "Kofinanziert von der Europäischen Union" in others
    assert "tyska" in others
    assert "jämför innan något trycks" in others


def test_a_secret_partner_is_hidden_with_its_budget_and_the_others_stay(client: Client, officer: User) -> None:
    partner = make_organisation("Hemlighetsmakeriet")
    project = make_project(initiative=make_initiative(partners=[partner]))
    make_budget(project, staff=100, own_cash=40)
    theirs = Partner.objects.of(project).get(organisation=partner)
    budgeting.fill(budget_of(project), theirs, {("staff", date(2027, 1, 1)): budgeting.Wish(None, Decimal(7_654_321))})
    WorkPackage(project=project, title="Natten", partner=theirs).save()
    partner.secrecy_ground = "OSL 31:16"
    partner.save()
    client.force_login(officer)
    for name in ("project", "budget", "plan", "outcome"):
        page = client.get(reverse(f"projects:{name}", args=[project.pk])).text
        assert "Hemlighetsmakeriet" not in page
        assert "654" not in page
    assert "Provkommun" in client.get(project.get_absolute_url()).text
    told = Entry.objects.filter(kind__in=["projects.partner", "projects.line"], secret=True)
    assert told.count() == 2


def test_a_new_version_keeps_also_what_its_maker_may_not_see(here: object) -> None:
    partner = make_organisation("Hemlighetsmakeriet")
    project = make_project(initiative=make_initiative(partners=[partner]))
    theirs = Partner.objects.of(project).get(organisation=partner)
    wish = {("staff", date(2027, 1, 1)): budgeting.Wish(None, Decimal(500))}
    budgeting.fill(budget_of(project), theirs, wish)
    partner.secrecy_ground = "OSL 31:16"
    partner.save()

    version = budgeting.begin_version(budget_of(project), name="Som beviljat")

    with scope.acting(scope.municipality(), sees_secrets=True):
        assert Line.objects.get(budget=version).entered == 500


def test_nothing_of_a_secret_initiatives_project_is_shown_to_who_may_not_see_it(client: Client, officer: User) -> None:
    project = make_project()
    project.initiative.secrecy_ground = "OSL 31:16"
    project.initiative.save()
    client.force_login(officer)
    assert client.get(project.get_absolute_url()).status_code == 404
    assert "Nattpatrull" not in client.get(reverse("projects:list")).text
    assert "Nattpatrull" not in client.get(reverse("projects:cash_flow")).text
