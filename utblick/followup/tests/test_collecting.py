from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality, Role, Unit, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.campaigns.tests.make import make_campaign, make_campaign_page, make_reach
from utblick.desk.reminding import remind
from utblick.followup import collecting, composing, freezing
from utblick.followup.known import known_of
from utblick.followup.models import Answer, Collection, Report, UnitText
from utblick.followup.paper import paper_of
from utblick.followup.tests.make import END, START, make_report, make_year
from utblick.goals.models import Goal
from utblick.goals.tests.make import make_goal
from utblick.indicators.tests.make import make_indicator
from utblick.initiatives.models import Initiative, Meeting, Step
from utblick.initiatives.tests.make import make_initiative
from utblick.journal import clock
from utblick.teamwork.kinds import Event, Kind
from utblick.teamwork.models import Muted, Notice
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
LAST = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def report(coordinator: User) -> Report:
    make_year()
    return make_report()


@pytest.fixture
def schools(report: Report) -> Answer:
    collecting.open_for(report, answer_by=LAST)
    return Answer.objects.get(unit__name="Utbildningsförvaltningen")


def teacher() -> User:
    return User.objects.get(name="Anna Ek")


def page(answer: Answer) -> str:
    return reverse("followup:answer", args=[answer.pk])


def fields(client: Client, answer: Answer, **texts: str) -> dict[str, str]:
    """What a browser would send of the page as it is now, with these texts written by goal key or "whole"."""
    form = client.get(page(answer)).context["form"]
    sent = {"seen": form.initial["seen"]}
    for name in form.boxes:
        sent[name] = sent[f"initial-{name}"] = form[name].initial.replace("\n", "\r\n")
    return sent | {f"text-{key}": text for key, text in texts.items()}


def goal_of(answer: Answer) -> Goal:
    return Goal.objects.get(name="Ny kunskap")


def test_every_unit_with_a_part_in_the_period_is_asked_and_no_other(report: Report) -> None:
    Unit.objects.create(name="Enhet utan del")
    collecting.open_for(report, answer_by=LAST)
    asked = Answer.objects.order_by("unit__name").values_list("unit__name", flat=True)
    assert list(asked) == ["Näringslivsenheten", "Utbildningsförvaltningen"]


def test_a_last_day_is_proposed_in_time_for_a_board(
    client: Client, coordinator: User, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def proposed(on: datetime) -> date:
        monkeypatch.setattr(clock, "now", lambda: on)
        return collecting.proposed_last_day(report)

    over, before = datetime(2027, 2, 1, 9, tzinfo=UTC), datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert proposed(over) == date(2027, 2, 22), "three weeks"
    assert proposed(before) == date(2027, 1, 25), "after the end of the period; New Year and Epiphany are free"
    board, section = make_unit("Kommunstyrelsen", kind=Unit.Kind.BOARD), make_unit("Enheten")
    Meeting.objects.create(body=section, held_on=date(2027, 2, 26), papers_by=date(2027, 2, 19))
    Meeting.objects.create(body=board, held_on=date(2027, 2, 11), papers_by=date(2027, 2, 4))
    assert proposed(over) == date(2027, 2, 22), "too near to be in time for, and not a board's"
    Meeting.objects.create(body=board, held_on=date(2027, 3, 2), papers_by=date(2027, 2, 23))
    assert proposed(over) == date(2027, 2, 16), "five working days before its papers"
    client.force_login(coordinator)
    assert 'value="2027-02-16"' in client.get(reverse("followup:collection", args=[report.pk])).text


def test_a_unit_sees_its_own_rows_as_they_are_now_with_the_way_to_put_them_right(
    client: Client, schools: Answer
) -> None:
    client.force_login(teacher())
    text = client.get(page(schools)).text
    assert "38\u202f500" in text
    assert "Två klasser skriver brev med varandra." in text
    assert "Bygga i trä" not in text  # the other unit's
    step = Step.objects.get(title="Klass 8 till Lierne")
    assert reverse("initiatives:initiative", args=[step.initiative_id]) in text
    step.cost = 39_000
    step.save()
    text = client.get(page(schools)).text
    assert "39\u202f000" in text
    assert "38\u202f500" not in text


def test_what_is_handed_in_stands_under_the_goal_as_the_units_words(client: Client, schools: Answer) -> None:
    client.force_login(teacher())
    goal = goal_of(schools)
    sent = fields(client, schools, **{str(goal.pk): "Breven gjorde mer än <b>resan</b>.", "whole": "Ett gott år."})
    assert client.post(page(schools), sent).status_code == 302
    report = schools.collection.report
    composing.compose(report)
    assert "Breven gjorde mer" not in str(paper_of(report))  # saved, and not handed in

    answer = client.post(page(schools), {**fields(client, schools), "agreed": "on", "submit": "1"})
    assert answer.status_code == 302
    composing.compose(report)
    parts = {part.key: part for part in paper_of(report).parts}
    (told,) = parts[f"goal-{goal.pk}"].lists[-1].items
    assert (told.lead, told.text) == ("Utbildningsförvaltningen", "Breven gjorde mer än <b>resan</b>.")
    assert parts["units"].lists[0].items[0].text == "Ett gott år."
    assert "En hade inte svarat när siffrorna hämtades: Näringslivsenheten." in parts["units"].blocks[0].text


def test_nothing_is_handed_in_without_a_yes_nor_with_a_yes_to_other_rows(client: Client, schools: Answer) -> None:
    client.force_login(teacher())
    sent = {**fields(client, schools, whole="Ord."), "submit": "1"}
    assert client.post(page(schools), sent).status_code == 422
    step = Step.objects.get(title="Klass 8 till Lierne")
    step.women = 40
    step.save()
    refused = client.post(page(schools), {**sent, "agreed": "on"})
    assert refused.status_code == 422
    assert "har ändrats sedan du öppnade sidan" in refused.text
    assert not Answer.objects.get(pk=schools.pk).is_submitted
    again = {**fields(client, schools), "agreed": "on", "submit": "1"}
    assert client.post(page(schools), again).status_code == 302
    assert Answer.objects.get(pk=schools.pk).is_submitted
    assert UnitText.objects.get(answer=schools).text == "Ord."


def test_two_colleagues_at_once_are_told_box_by_box_and_lose_nothing(client: Client, schools: Answer) -> None:
    client.force_login(teacher())
    goal = str(goal_of(schools).pk)
    first = fields(client, schools, **{goal: "Den förstas."})
    second = fields(client, schools, **{goal: "Den andras.", "whole": "Om helheten."})
    assert client.post(page(schools), first).status_code == 302
    clash = client.post(page(schools), second)
    assert clash.status_code == 422
    assert "”Den förstas.”" in clash.text
    assert "Den andras." in clash.text
    assert UnitText.objects.get(answer=schools, goal=goal).text == "Den förstas."
    form = clash.context["form"]
    told = {name: form.data[name] for name in form.data}
    assert client.post(page(schools), told).status_code == 302
    assert UnitText.objects.get(answer=schools, goal=goal).text == "Den andras."


def test_an_officer_answers_for_the_own_unit_only_and_others_may_read(client: Client, schools: Answer) -> None:
    for user in (User.objects.get(name="Bo Lind"), make_user(Role.DECISION_MAKER), make_user(Role.AUDITOR)):
        client.force_login(user)
        assert client.get(page(schools)).status_code == 200
        assert client.post(page(schools), {"text-whole": "Inte mitt"}).status_code == 403
    client.force_login(make_user(Role.LOCAL_ACTOR))
    assert client.get(page(schools)).status_code == 403
    assert not UnitText.objects.exists()


def test_the_coordinator_sees_who_is_missing_and_sends_back_with_a_question(
    client: Client, coordinator: User, schools: Answer
) -> None:
    collecting.submit(schools, by=teacher(), seen=known_of(schools.unit, START, END).mark)
    client.force_login(coordinator)
    address = reverse("followup:collection", args=[schools.collection.report_id])
    shown = client.get(address).text
    assert "1 enhet fattas" in shown
    assert shown.index("Näringslivsenheten") < shown.index("Utbildningsförvaltningen")
    back = reverse("followup:send_back", args=[schools.pk])
    assert client.post(back, {"question": ""}).status_code == 422
    revision = Answer.objects.get(pk=schools.pk).revision
    sent = {"question": "Hur många flickor deltog?", "revision": revision}
    assert client.post(back, sent).status_code == 302
    assert "2 enheter fattas" in client.get(address).text
    report = schools.collection.report
    composing.compose(report)
    told = str(report.content()["parts"])
    assert (
        "Ett svar hade gått tillbaka till enheten med en fråga när siffrorna hämtades: Utbildningsförvaltningen."
        in told
    )
    assert "En hade inte svarat när siffrorna hämtades: Näringslivsenheten." in told
    notice = Notice.objects.of(teacher()).get(event=Event.ANSWER_BACK)
    assert notice.text == "Hur många flickor deltog?"
    client.force_login(teacher())
    assert "Hur många flickor deltog?" in client.get(page(schools)).text


def told(event: Event, coordinator: User) -> list[str]:
    """Who is told, of the two officers and this coordinator."""
    people = {"Anna Ek", "Bo Lind", coordinator.name}
    return sorted(one.user.name for one in Notice.objects.filter(event=event) if one.user.name in people)


def test_the_unit_is_told_once_at_once_once_near_the_day_and_the_coordinator_too_when_it_is_late(
    here: Municipality, coordinator: User, report: Report
) -> None:
    collecting.open_for(report, answer_by=LAST)
    now = timezone.now()
    with scope.acting(here, sees_secrets=True):
        for days in (0, 0, 1, 25, 26, 31, 40):
            remind(now + timedelta(days=days))
        assert (
            told(Event.ANSWER_ASKED, coordinator) == []
        )  # unread, and by now no news: the later ones have taken its place
        assert told(Event.ANSWER_LATE, coordinator) == sorted(
            ["Anna Ek", "Bo Lind", coordinator.name, coordinator.name]
        )
        schools = Answer.objects.get(unit__name="Utbildningsförvaltningen")
        collecting.submit(schools, by=teacher(), seen=known_of(schools.unit, START, END).mark)
        remind(now + timedelta(days=41))
        assert told(Event.ANSWER_LATE, coordinator) == sorted(["Bo Lind", coordinator.name])
    assert told(Event.ANSWER_IN, coordinator) == [coordinator.name]


def test_who_answers_after_the_freeze_is_told_and_it_is_there_next_time(
    client: Client, coordinator: User, schools: Answer
) -> None:
    report, whole = schools.collection.report, collecting.Wish("", "Skrivet i tid.")
    collecting.write(schools, {None: whole})
    composing.compose(report)
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    before, goal = paper_of(report), goal_of(schools)
    collected = reverse("followup:collection", args=[report.pk])
    client.force_login(coordinator)
    assert "Har skrivit efter låsningen" not in client.get(collected).text
    client.force_login(teacher())
    sent = fields(client, schools, **{str(goal.pk): "För sent men viktigt."})
    answer = client.post(page(schools), {**sent, "submit": "1", "agreed": "on"}, follow=True)
    assert "sparas till nästa" in answer.text
    assert "Rapporten är redan låst" in answer.text
    assert "Skrivet i tid." in answer.text
    assert not Answer.objects.get(pk=schools.pk).is_submitted
    assert paper_of(Report.objects.get(pk=report.pk)) == before
    client.force_login(coordinator)
    assert client.get(collected).text.count("Har skrivit efter låsningen") == 1
    following = make_report("Nästa år", starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31))
    collecting.open_for(following, answer_by=LAST)
    asked = Answer.objects.get(unit=schools.unit, collection__report=following)
    assert collecting.words_of(asked).stored == {goal.pk: "För sent men viktigt."}


def test_the_day_cannot_be_one_that_has_been_and_a_unit_that_got_work_later_is_asked_too(
    client: Client, coordinator: User, report: Report
) -> None:
    client.force_login(coordinator)
    address = reverse("followup:collection", args=[report.pk])
    assert client.post(address, {"answer_by": "2020-01-01"}).status_code == 422
    assert client.post(address, {"answer_by": str(LAST)}).status_code == 302
    # At once, and not with the next hour's notices.
    assert told(Event.ANSWER_ASKED, coordinator) == ["Anna Ek", "Bo Lind"]
    late = Unit.objects.create(name="Kulturenheten")
    make_initiative("Sen insats", unit=late, starts_on=date(2026, 3, 1))
    assert "Kulturenheten" in client.get(address).text
    client.post(reverse("followup:ask_left_out", args=[report.pk]))
    assert Answer.objects.filter(unit=late).exists()
    assert told(Event.ANSWER_ASKED, coordinator) == sorted(["Anna Ek", "Bo Lind", coordinator.name])
    assert Collection.objects.count() == 1


def test_what_is_secret_is_on_no_units_page(client: Client, here: Municipality, schools: Answer) -> None:
    make_initiative("Hemlig plan", unit=schools.unit, starts_on=START, secrecy_ground="OSL 15 kap. 1 §")
    with scope.acting(here, sees_secrets=True):
        assert "Hemlig plan" not in str(known_of(schools.unit, START, END))
    client.force_login(make_user(Role.COORDINATOR))
    assert "Hemlig plan" not in client.get(page(schools)).text


def test_the_page_costs_as_many_queries_for_thirty_initiatives_as_for_one(
    client: Client, schools: Answer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    goal = goal_of(schools)
    for number in range(12):
        make_initiative(f"Insats {number}", unit=schools.unit, goals=[goal], starts_on=START)
    client.force_login(teacher())
    client.get(page(schools))
    # More than the eight of other pages: kinds of rows are asked for together where they can be, and nothing is copied.
    with django_assert_max_num_queries(11):
        assert client.get(page(schools)).status_code == 200


def test_the_page_with_every_kind_of_row_costs_no_query_for_what_it_does_not_show(
    client: Client, schools: Answer, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    goal = goal_of(schools)
    goal.unit = schools.unit
    goal.save()
    make_indicator(goal=goal, name="Mätt", values={2025: "31", 2026: "47"}, targets={2027: "60"})
    make_indicator(goal=goal, name="Räknad", formula="people")
    make_campaign(initiative=Initiative.objects.filter(unit=schools.unit).get())
    report = schools.collection.report
    collecting.write(schools, {None: collecting.Wish("", "Före."), goal.pk: collecting.Wish("", "Före, om målet.")})
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    late = Answer.objects.get(pk=schools.pk)
    collecting.write(late, {make_goal("annat").pk: collecting.Wish("", "Sedan, om ett annat mål.")})
    client.force_login(teacher())
    client.get(page(schools))
    # Eight of them for the indicators: five of these for one that is counted from the rows of every year.
    with django_assert_max_num_queries(18):
        text = client.get(page(schools)).text
    assert "Före, om målet." in text
    assert "Sedan, om ett annat mål." in text


def test_who_reads_a_campaign_does_not_undo_what_the_unit_said_yes_to(schools: Answer) -> None:
    campaign = make_campaign(initiative=Initiative.objects.filter(unit=schools.unit).get())
    before = known_of(schools.unit, START, END).mark
    make_reach(make_campaign_page(campaign), day=date(2026, 5, 6), views=7)
    assert known_of(schools.unit, START, END).mark == before


def test_the_coordinator_reminds_those_who_are_missing_once_a_day_and_sees_whom_before(
    client: Client, coordinator: User, schools: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, tomorrow = timezone.now(), timezone.now() + timedelta(days=1)
    address = reverse("followup:collection", args=[schools.collection.report_id])
    remind_address = reverse("followup:remind_missing", args=[schools.collection.report_id])
    with scope.acting(scope.municipality(), sees_secrets=True):
        remind(asked)
    client.force_login(coordinator)
    assert "Har fått besked i dag" in client.get(address).text
    assert "redan fått besked i dag" in client.post(remind_address, follow=True).text
    assert told(Event.ANSWER_REMINDED, coordinator) == []

    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    page_before = client.get(address).text
    assert "Utbildningsförvaltningen: Anna Ek" in page_before
    assert "Påminn nu" in page_before
    assert "gått till Bo Lind, Anna Ek." in client.post(remind_address, follow=True).text
    client.post(remind_address)
    assert told(Event.ANSWER_REMINDED, coordinator) == ["Anna Ek", "Bo Lind"]
    collecting.submit(schools, by=teacher(), seen=known_of(schools.unit, START, END).mark)
    assert told(Event.ANSWER_REMINDED, coordinator) == ["Bo Lind"], "what is handed in needs no reminder"


def test_nobody_is_reminded_who_does_not_want_to_be_told_and_no_unit_without_officers(
    client: Client, coordinator: User, schools: Answer
) -> None:
    Muted.objects.create(user=teacher(), kind=Kind.FOLLOW_UP)
    client.force_login(coordinator)
    address = reverse("followup:collection", args=[schools.collection.report_id])
    page_ = client.get(address).text
    assert "saknar handläggare som vill få besked: Utbildningsförvaltningen." in page_
    client.post(reverse("followup:remind_missing", args=[schools.collection.report_id]))
    assert told(Event.ANSWER_REMINDED, coordinator) == ["Bo Lind"]
    client.force_login(teacher())
    assert client.post(reverse("followup:remind_missing", args=[schools.collection.report_id])).status_code == 403


def test_the_page_of_the_collection_costs_as_many_queries_for_many_units(
    client: Client, coordinator: User, schools: Answer, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(9):
        unit = make_unit(f"Enhet {number}")
        make_user(Role.OFFICER, unit=unit)
        collecting.add(schools.collection, [unit])
    client.force_login(coordinator)
    address = reverse("followup:collection", args=[schools.collection.report_id])
    client.get(address)
    # More than the eight of other pages: who has a part in the period is asked of each kind of row.
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
