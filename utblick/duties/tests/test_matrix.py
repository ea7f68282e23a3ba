"""The matrix of duties: gathered, divided in its place, gaps and overloads first, taken home as Word and Excel."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from utblick.accounts.models import Membership, Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.duties.matrix import MOST_DATES, MOST_DUTIES, Gap, matrix
from utblick.duties.models import DutyPart
from utblick.goals.models import PolicyDocument, Responsibility
from utblick.goals.tests.make import make_document, make_goal, make_priority, make_programme, make_responsibility
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.partners.tests.make import make_agreement, make_organisation
from utblick.projects.models import Delivery
from utblick.projects.tests.make import make_project

pytestmark = pytest.mark.django_db
PAGE = reverse("duties:matrix")
TODAY = timezone.localdate()


@pytest.fixture
def document(here: object) -> PolicyDocument:
    return make_document(status=PolicyDocument.Status.IN_FORCE)


def gaps() -> dict[str, str]:
    return {row.duty.title: row.gap for row in matrix(TODAY).gaps}


def divide(client: Client, kind: str, pk: int, parts: dict[str, str]) -> Any:
    return client.post(reverse("duties:divide", args=[kind, pk]), parts)


def test_duties_come_from_all_four_places_in_one_question_and_each_has_who_answers_for_it(
    client: Client, coordinator: User, document: PolicyDocument, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    unit = make_unit("Skolan")
    Membership.objects.create(user=coordinator, role=Role.OFFICER, unit=unit)
    make_responsibility(document=document, text="Samordna arbetet", unit=unit)
    programme = make_programme(status="adopted", starts_on=TODAY - timedelta(days=9), ends_on=TODAY + timedelta(days=9))
    make_priority(programme=programme, goal=make_goal(document=document, unit=unit), name="Unga ut")
    make_agreement(organisation=make_organisation(), title="Vänortsavtalet", owner=coordinator)
    make_project("Nattpatrull", initiative=make_initiative(unit=unit, owner=coordinator))
    client.force_login(coordinator)
    with django_assert_max_num_queries(8):
        page = client.get(PAGE).text
    for title in ("Samordna arbetet", "Unga ut", "Vänortsavtalet", "Nattpatrull"):
        assert title in page
    assert page.count('data-part="responsible"') == 4
    assert "Varje ansvar har en som ansvarar" in page


def test_a_row_is_divided_in_its_place_and_the_clause_itself_keeps_who_is_responsible(
    client: Client, coordinator: User, document: PolicyDocument
) -> None:
    duty, school, board = (
        make_responsibility(document=document),
        make_unit("Skolan"),
        make_unit("Styrelsen", kind="board"),
    )
    client.force_login(coordinator)
    assert gaps() == {str(duty).capitalize(): Gap.NOBODY}
    assert f'name="unit-{school.pk}"' in client.get(PAGE, {"edit": f"goals.responsibility:{duty.pk}"}).text
    parts = {f"unit-{school.pk}": "responsible", f"unit-{board.pk}": "decides", "role-auditor": "informed"}
    divide(client, "goals.responsibility", duty.pk, parts)
    assert Responsibility.objects.get(pk=duty.pk).unit == school
    assert {str(one) for one in DutyPart.objects.all()} == {"Styrelsen: Beslutar", "Revisor: Informeras"}
    assert gaps() == {}
    page = client.get(PAGE).text
    assert "Ansvarar" in page
    assert "Informeras" in page

    divide(
        client, "goals.responsibility", duty.pk, {f"unit-{board.pk}": "responsible", f"unit-{school.pk}": "consulted"}
    )
    assert Responsibility.objects.get(pk=duty.pk).unit == board
    assert {str(one) for one in DutyPart.objects.all()} == {"Skolan: Rådfrågas"}
    assert Entry.objects.filter(kind="duties.dutypart", act="removed").count() == 2


def test_a_wrong_part_is_told_and_nothing_is_saved(client: Client, coordinator: User, document: PolicyDocument) -> None:
    duty, unit = make_responsibility(document=document), make_unit("Skolan")
    client.force_login(coordinator)
    assert divide(client, "goals.responsibility", duty.pk, {f"unit-{unit.pk}": "kanske"}).status_code == 422
    assert divide(client, "accounts.user", coordinator.pk, {}).status_code == 404
    assert not DutyPart.objects.exists()


def test_an_agreement_is_given_to_another_unit_than_its_owners_and_is_nobodys_but_somebodys(
    client: Client, coordinator: User, document: PolicyDocument
) -> None:
    school, care = make_unit("Skolan"), make_unit("Vården")
    owner = make_user(Role.OFFICER, unit=school)
    agreement = make_agreement(organisation=make_organisation(), title="Vänortsavtalet", owner=owner)
    client.force_login(coordinator)
    divide(client, "partners.agreement", agreement.pk, {f"unit-{care.pk}": "responsible"})
    (row,) = matrix(TODAY).rows
    assert (dict(row.parts), row.gap) == ({f"unit-{care.pk}": "responsible"}, "")

    refused = divide(client, "partners.agreement", agreement.pk, {f"unit-{care.pk}": "informed"})
    assert refused.status_code == 422
    assert "så länge ingen annan gör det" in refused.text
    divide(client, "partners.agreement", agreement.pk, {f"unit-{school.pk}": "responsible"})
    assert dict(matrix(TODAY).rows[0].parts) == {f"unit-{school.pk}": "responsible"}


def test_who_divides_what_somebody_else_has_divided_since_is_told_and_what_was_chosen_stays(
    client: Client, coordinator: User, document: PolicyDocument
) -> None:
    duty, school, care = make_responsibility(document=document), make_unit("Skolan"), make_unit("Vården")
    client.force_login(coordinator)
    divide(client, "goals.responsibility", duty.pk, {f"unit-{school.pk}": "responsible"})
    opened = {"before": f"unit-{school.pk}=responsible"}
    assert f'value="{opened["before"]}"' in client.get(PAGE, {"edit": f"goals.responsibility:{duty.pk}"}).text
    mine = {f"unit-{school.pk}": "responsible", f"unit-{care.pk}": "informed"}
    divide(client, "goals.responsibility", duty.pk, {**mine, f"unit-{care.pk}": "decides", **opened})

    late = divide(client, "goals.responsibility", duty.pk, {**mine, **opened})
    assert late.status_code == 422
    assert {str(one) for one in DutyPart.objects.all()} == {"Vården: Beslutar"}
    again = {"before": f"unit-{school.pk}=responsible unit-{care.pk}=decides"}
    assert f'value="{again["before"]}"' in late.text
    assert '<option value="informed" selected>' in late.text
    divide(client, "goals.responsibility", duty.pk, {**mine, **again})
    assert {str(one) for one in DutyPart.objects.all()} == {"Vården: Informeras"}


def test_only_the_coordinator_divides(client: Client, officer: User, document: PolicyDocument) -> None:
    duty = make_responsibility(document=document)
    client.force_login(officer)
    assert "?edit=" not in client.get(PAGE).text
    assert "divide" not in client.get(PAGE, {"edit": f"goals.responsibility:{duty.pk}"}).text
    assert divide(client, "goals.responsibility", duty.pk, {}).status_code == 403


def test_several_a_closed_unit_and_a_person_who_has_left_are_gaps(here: object, document: PolicyDocument) -> None:
    several, closed = (make_responsibility(document=document, text=text) for text in ("Flera", "Stängd"))
    several.unit, closed.unit = make_unit("Skolan"), make_unit("Gamla nämnden")
    several.save()
    closed.save()
    part = DutyPart(part="responsible", unit=make_unit("Vården"))
    part.set_about(several)
    part.save()
    closed.unit.withdraw()
    owner = make_user()
    make_agreement(organisation=make_organisation(), title="Avtalet", owner=owner)
    Membership.objects.get(user=owner).withdraw()
    assert gaps() == {"Flera": Gap.SEVERAL, "Stängd": Gap.CLOSED, "Avtalet": Gap.LEFT}


def test_a_unit_has_too_much_by_the_number_of_duties_or_by_a_full_month(
    client: Client, coordinator: User, document: PolicyDocument
) -> None:
    full, busy = make_unit("Fulla enheten"), make_unit("Hektiska enheten")
    for number in range(MOST_DUTIES):
        make_responsibility(document=document, text=f"Plikt {number}", unit=full)
    project = make_project(initiative=make_initiative(unit=busy))
    day = (TODAY.replace(day=1) + timedelta(days=70)).replace(day=1)
    for number in range(MOST_DATES):
        Delivery.objects.create(project=project, title=f"Leverans {number}", due_on=day + timedelta(days=number))
    assert matrix(TODAY).overloads == []

    make_responsibility(document=document, text="En till", unit=full)
    Delivery.objects.create(project=project, title="En till", due_on=day)
    found = matrix(TODAY).overloads
    assert [(one.name, one.duties, one.month, one.dates) for one in found] == [
        ("Fulla enheten", MOST_DUTIES + 1, None, 0),
        ("Hektiska enheten", 1, day, MOST_DATES + 1),
    ]
    client.force_login(coordinator)
    page = client.get(PAGE, {"unit": busy.pk}).text
    assert "Plikt 1" not in page
    assert "För mycket på en gång" in page


def test_the_board_gets_it_as_word_and_excel(client: Client, coordinator: User, document: PolicyDocument) -> None:
    unit = make_unit("Skolan")
    make_responsibility(document=document, text="Samordna arbetet", unit=unit)
    make_responsibility(document=document, text="Ingen gör detta")
    client.force_login(coordinator)
    read = Document(io.BytesIO(client.get(reverse("duties:word")).getvalue()))
    assert [cell.text for cell in read.tables[0].rows[1].cells] == [
        "Samordna arbetet",
        "Styrdokument",
        "Skolan",
        "–",
        "–",
        "–",
    ]
    assert "Ingen ansvarar: Ingen gör detta" in [one.text for one in read.paragraphs]
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(reverse("duties:export", args=["xlsx"])).content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "Skolan"
    assert [row[7] for row in rows[1:]] == ["", "Ingen ansvarar"]


def test_an_agreement_with_a_secret_partner_is_nobodys_duty_to_see(
    client: Client, officer: User, document: PolicyDocument
) -> None:
    organisation = make_organisation()
    make_agreement(organisation=organisation, title="Hemliga avtalet")
    organisation.secrecy_ground = "OSL 31:16"
    organisation.save()
    client.force_login(officer)
    assert "Hemliga avtalet" not in client.get(PAGE).text
