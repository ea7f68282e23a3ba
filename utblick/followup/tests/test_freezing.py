import hashlib
import json
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.followup import collecting, composing, freezing
from utblick.followup.models import Answer, Frozen, Report, ReportSection
from utblick.followup.paper import paper_of
from utblick.followup.tests.make import make_report, make_year
from utblick.initiatives.models import Step
from utblick.journal.models import Entry, Superseded

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(coordinator: User) -> Report:
    make_year()
    report = make_report()
    ReportSection.objects.create(report=report, key="closing", heading="Tack", text="Tack till alla värdfamiljer.")
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    return Report.objects.get()


def test_a_frozen_report_says_the_same_after_the_rows_have_changed(frozen: Report) -> None:
    before = paper_of(frozen)
    step = Step.objects.get(title="Klass 8 till Lierne")
    step.cost, step.title = 1, "Något annat"
    step.save()
    assert paper_of(Report.objects.get()) == before
    assert Report.objects.get().is_intact
    assert "Tack till alla värdfamiljer." in str(before)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "En annan"),
        ("figures", {}),
        ("case_number", "KS 1"),
        ("checksum", "0" * 64),
        ("ends_on", date(2027, 1, 1)),
        ("frozen_at", datetime(2026, 1, 1, tzinfo=UTC)),
        ("status", "draft"),
    ],
)
def test_no_field_of_a_frozen_report_can_be_saved_anew(frozen: Report, field: str, value: object) -> None:
    setattr(frozen, field, value)
    with pytest.raises(Frozen):
        frozen.save()
    assert Report.objects.get().is_intact


def test_neither_texts_nor_figures_of_a_frozen_report_change(frozen: Report) -> None:
    section = ReportSection.objects.get()
    for act in (section.save, section.withdraw, section.remove, lambda: composing.compose(frozen)):
        with pytest.raises(Frozen):
            act()
    with pytest.raises(Frozen):
        ReportSection.objects.create(report=frozen, key="watch", text="I efterhand")


def test_the_database_has_no_frozen_report_without_a_checksum(frozen: Report) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE followup_report SET checksum = ''")


def test_the_checksum_can_be_reckoned_anew_as_the_guide_says(frozen: Report) -> None:
    stored = json.loads(json.dumps(Report.objects.get(pk=frozen.pk).figures))
    text = json.dumps(stored, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == frozen.checksum


def test_a_change_past_the_program_shows_in_the_checksum(frozen: Report, client: Client, coordinator: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE followup_report SET figures = REPLACE(CAST(figures AS text), '38500', '99999')"
                       if connection.vendor == "sqlite" else
                       "UPDATE followup_report SET figures = REPLACE(figures::text, '38500', '99999')::jsonb")  # fmt: skip
    assert not Report.objects.get().is_intact
    client.force_login(coordinator)
    assert "inte längre den kontrollsumma" in client.get(frozen.get_absolute_url()).text


def test_only_what_was_seen_is_frozen(coordinator: User) -> None:
    report = make_report()
    seen = freezing.shown(report)
    ReportSection.objects.create(report=report, key="closing", text="Skrivet emellan.")
    with pytest.raises(Superseded):
        freezing.freeze(report, by=coordinator, seen=seen)
    assert not Report.objects.get().is_frozen


def test_published_it_can_no_longer_be_withdrawn_but_before_it_can(frozen: Report) -> None:
    frozen.withdraw()
    frozen.restore()
    freezing.publish(frozen)
    with pytest.raises(ValidationError):
        frozen.withdraw()
    assert Report.objects.published().get().is_intact


def test_a_draft_is_not_published(here: Municipality) -> None:
    with pytest.raises(Frozen):
        freezing.publish(make_report())


def test_the_freezing_is_in_the_audit_trail(frozen: Report, coordinator: User) -> None:
    entry = Entry.objects.filter(kind="followup.report").first()
    assert entry is not None
    assert entry.after["status"] == "frozen"
    assert entry.after["checksum"] == frozen.checksum
    assert "figures" not in entry.after


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER, Role.EDITOR, Role.AUDITOR, Role.LOCAL_ACTOR])
def test_only_a_coordinator_freezes(client: Client, here: Municipality, role: str) -> None:
    report = make_report()
    client.force_login(make_user(role))
    answer = client.post(reverse("followup:freeze", args=[report.pk]), {"seen": freezing.shown(report)})
    assert answer.status_code == 403
    assert not Report.objects.get().is_frozen


def test_the_page_tells_what_is_frozen_and_that_it_cannot_be_undone(client: Client, coordinator: User) -> None:
    report = make_report()
    client.force_login(coordinator)
    page = client.get(reverse("followup:freeze", args=[report.pk]))
    assert "Det här går inte att ångra" in page.text
    seen = page.context["seen"]
    answer = client.post(reverse("followup:freeze", args=[report.pk]), {"seen": seen})
    assert answer.status_code == 302
    assert Report.objects.get().checksum == seen
    again = client.get(reverse("followup:freeze", args=[report.pk]), follow=True)
    assert "Rapporten är låst och kan inte längre ändras." in again.text


def test_who_freezes_is_told_what_is_still_to_come(client: Client, coordinator: User) -> None:
    make_year()
    this = timezone.localdate().year
    over = make_report(starts_on=date(this - 1, 1, 1), ends_on=date(this - 1, 12, 31))
    running = make_report(starts_on=date(this, 1, 1), ends_on=date(this, 12, 31))
    collecting.open_for(over, answer_by=timezone.localdate())
    unit = Answer.objects.filter(collection__report=over).told()[0].unit
    client.force_login(coordinator)

    page = client.get(reverse("followup:freeze", args=[over.pk])).text
    assert "Perioden är inte slut" not in page
    assert f"Har inte lämnat in: {unit}" in page
    page = client.get(reverse("followup:freeze", args=[running.pk])).text
    assert f"Den pågår till och med {this}-12-31" in page
    assert "Har inte lämnat in" not in page


def test_a_frozen_report_is_found_by_what_the_board_read_in_it(frozen: Report, coordinator: User) -> None:
    """Only what people had written themselves was found."""
    assert frozen.content()["parts"][1].get("text") is None
    said = frozen.search_text()
    assert "Under 2026 bedrev kommunen två internationella insatser." in said
    assert "Tack till alla värdfamiljer." in said


def test_freezing_what_has_changed_since_is_told_and_freezes_nothing(client: Client, coordinator: User) -> None:
    report = make_report()
    client.force_login(coordinator)
    answer = client.post(reverse("followup:freeze", args=[report.pk]), {"seen": "0" * 64})
    assert answer.status_code == 409
    assert not Report.objects.get().is_frozen
