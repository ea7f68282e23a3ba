"""What must be true of a demo that was built."""

from datetime import timedelta
from io import StringIO

from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from utblick.accounts.models import Municipality, User
from utblick.demo import building, texts
from utblick.demo.people import PASSWORD
from utblick.followup.models import Report
from utblick.initiatives.models import Step
from utblick.journal.models import Entry, Recorded
from utblick.journal.personal import Personal
from utblick.partners.models import Agreement, Organisation
from utblick.projects.models import Project
from utblick.site.written.models import Picture, StartPage, WrittenPage
from utblick.teamwork.models import Notice
from utblick.tenancy import scope
from utblick.watch import harvest, tasks
from utblick.watch.models import Decision, InboxItem, Item, Source
from utblick.watch.samples.door import told_on

LISTS = [
    "goals:home",
    "goals:programmes",
    "goals:responsibilities",
    "watch:sources",
    "watch:inbox",
    "initiatives:list",
    "partners:list",
    "partners:contacts",
    "partners:requests",
    "initiatives:lessons",
    "actors:list",
    "followup:reports",
    "accounts:members",
    "accounts:units",
]


def counts() -> dict[str, int]:
    with scope.everywhere():
        return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def is_whole_and_valid_and_stands_still() -> None:
    demo = Municipality.objects.get(slug="stromsund")
    with scope.everywhere():
        for model in apps.get_models():
            if issubclass(model, Recorded):
                for row in model._base_manager.all():
                    emptied = row.personal if isinstance(row, Personal) and row.erased_at else ()
                    row.full_clean(exclude=emptied, validate_unique=False, validate_constraints=False)
        dates_are_in_order()
    with scope.acting(demo):
        the_inbox_is_lived_in()
        the_cooperation_is_lived_in()
        the_public_pages_have_pictures_told_in_each_language()
        assert Report.objects.published().get().is_intact
    every_list_shows_something_to_the_coordinator()
    the_trail_is_in_the_order_of_its_days_and_none_lies_ahead()
    before = counts()

    assert not building.build()
    the_command_prints_a_login_for_every_role()
    polled = harvest.poll(sources=Source.objects.exclude(error="not_found"))
    tasks.understand()

    assert (polled.failed, polled.items_new, polled.items_changed) == (0, 0, 0)
    assert counts() == before


def dates_are_in_order() -> None:
    """Nothing was done tomorrow, and no decision came before what it decides on."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not Entry.objects.filter(at__date__gte=tomorrow).exists()
    for decision in Decision.objects.select_related("item"):
        assert decision.created_at >= decision.item.found_at, decision
    assert told_on() == timezone.localdate()


def the_inbox_is_lived_in() -> None:
    undecided = InboxItem.objects.undecided()
    assert undecided.count() >= 20
    assert undecided.filter(rank__lt=0).count() >= 2  # went by undecided
    assert {decision.verdict for decision in Decision.objects.all()} == set(Decision.Verdict.values)
    months = {(item.found_at.year, item.found_at.month) for item in Item.objects.all()}
    assert len(months) >= 12


def the_cooperation_is_lived_in() -> None:
    """What a visitor must be able to look at: each kind of ending, partners all over the map, an agreement that lapses."""
    stages = {project.stage for project in Project.objects.standing()}
    assert stages & {Project.Stage.CLOSED, Project.Stage.IN_USE}
    assert stages >= {Project.Stage.RUNNING, Project.Stage.REJECTED}
    assert Step.objects.current().filter(kind=Step.Kind.EXCHANGE).count() >= 6
    partners = Organisation.objects.current()
    assert partners.count() >= 12
    assert len({one.country for one in partners}) >= 8
    agreements = Agreement.objects.current()
    assert len(agreements) >= 4
    assert Agreement.State.RUNNING_OUT in {one.state for one in agreements}
    assert any(one.document for one in agreements), "a signed document to open"
    assert Notice.objects.exclude(occasion="").exists(), "the bell tells of it"


def the_public_pages_have_pictures_told_in_each_language() -> None:
    pages = [page for page in Page.objects.live().specific() if isinstance(page, WrittenPage)]
    assert len(pages) >= 40
    assert len({page.language for page in pages}) == 5
    assert [page.title for page in pages if not (page.picture_id and page.picture_text)] == []
    assert len({page.picture_text for page in pages if isinstance(page, StartPage)}) == 5
    assert not Picture.objects.exclude(collection__name=scope.municipality().name).exists(), "editors see no others"


def every_list_shows_something_to_the_coordinator() -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="samordnare@stromsund.example"))
    for name in LISTS:
        answer = client.get(reverse(name))
        assert answer.status_code == 200, name
        text = answer.content.decode()
        assert "<td" in text or "<li" in text, name
        assert "empty" not in {word for word in text.split('"') if len(word) < 10}, name


def the_trail_is_in_the_order_of_its_days_and_none_lies_ahead() -> None:
    with scope.everywhere():
        days = list(Entry.objects.order_by("pk").values_list("at", flat=True))
    assert days == sorted(days)
    assert days[-1] <= timezone.now() + timedelta(minutes=1)


def the_command_prints_a_login_for_every_role() -> None:
    out = StringIO()
    call_command("demo", stdout=out)
    listed = [facts["email"] for facts in texts.read("people")["people"] if not facts.get("colleague")]
    assert len(listed) == 8
    assert all(email in out.getvalue() for email in [*listed, PASSWORD])
    assert all(User.objects.get(email=email).check_password(PASSWORD) for email in listed)
