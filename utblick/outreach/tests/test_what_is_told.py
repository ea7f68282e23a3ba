"""The one rule: nothing secret, unpublished or from a closed source leaves the house by newsletter, whoever writes or reads it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.initiatives.models import Step
from utblick.initiatives.tests.make import make_initiative, make_lesson, make_result, make_step
from utblick.outreach import composing, letters, sending
from utblick.outreach.models import Digest, DigestEntry
from utblick.outreach.tests.make import begin, make_digest, make_sent_digest, make_subscriber, titles_of
from utblick.site.tests.make import HIDDEN, Shown
from utblick.tenancy import scope
from utblick.watch import decisions
from utblick.watch.models import Item, Source
from utblick.watch.tests.make import make_item, make_source

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
IN_TEN_DAYS = timezone.now() + timedelta(days=10)


def decided(title: str, by: User, verdict: str = "relevant", **facts: Any) -> Item:
    item = make_item(title, deadline=IN_TEN_DAYS, kind=Item.Kind.CALL, **facts)
    decisions.decide(
        item, verdict=verdict, by=by, reason="Hemlig tanke", **({"assigned_to": by} if verdict == "assigned" else {})
    )
    return item


@pytest.fixture
def recent(shown: Shown) -> Shown:
    """What is published, as of this month."""
    for one, field in ((shown.result, "noted_on"), (shown.lesson, "learnt_on"), (shown.initiative, "starts_on")):
        setattr(one, field, TODAY)
        one.save()
    return shown


def everywhere(digest: Digest, client: Client) -> str:
    """All that the digest says, in every way it is told."""
    visits = [letters.visit_to(digest, language) for language in ("sv", "en")]
    bodies = [text for visit in visits for text in letters.drawn(digest, letters.letter(digest, visit), visit).values()]
    pages = [
        client.get(reverse(f"outreach:{name}", args=[language, *more])).text
        for language in ("sv", "en")
        for name, more in (("digest", [digest.pk]), ("digest_feed", []), ("digest_calendar", []))
    ]
    return " ".join([*bodies, *pages])


def test_a_digest_gathers_what_was_decided_and_what_is_published(recent: Shown, coordinator: User) -> None:
    decided("Utlysning om trä", coordinator, final_deadline=IN_TEN_DAYS + timedelta(days=99))

    digest = make_digest()

    assert composing.shown(digest)[0][1].last == str(timezone.localdate(IN_TEN_DAYS)), (
        "the first of its deadlines to come"
    )
    assert [(entry.kind, piece.title) for entry, piece in composing.shown(digest)] == [
        ("call", "Utlysning om trä"),
        ("event", "Gränsdagen"),
        ("initiative", "Ungas möten över gränsen"),
        ("result", "Ungas möten över gränsen"),
        ("lesson", "Ungas möten över gränsen"),
    ]


@pytest.mark.usefixtures("hidden")
def test_nothing_unpublished_withdrawn_or_secret_is_told_even_where_a_coordinator_composes(
    recent: Shown, coordinator: User, client: Client
) -> None:
    make_result(initiative=recent.initiative, text=f"{HIDDEN} resultat", noted_on=TODAY)
    make_lesson(initiative=recent.initiative, text=f"{HIDDEN} lärdom", learnt_on=TODAY)
    client.force_login(coordinator)
    with scope.acting(scope.municipality(), coordinator, sees_secrets=True):
        secret = make_initiative(f"{HIDDEN} hemlig", published=True, secrecy_ground="OSL 15:1", starts_on=TODAY)
        make_result(initiative=secret, text=f"{HIDDEN} resultat", published=True, noted_on=TODAY)
        digest = make_sent_digest()
        assert len(titles_of(digest)) >= 4

    told = everywhere(digest, client)
    assert HIDDEN not in told
    assert "Två klasser skriver brev." in told, "the walk would notice"


@pytest.mark.parametrize("verdict", ["not_relevant", "noted", "assigned"])
def test_what_was_not_decided_to_go_on_with_is_not_told(coordinator: User, verdict: str) -> None:
    decided("Inte vår sak", coordinator, verdict)
    make_item("Väntar på beslut", kind=Item.Kind.CALL)

    assert titles_of(make_digest()) == []


def test_why_it_was_decided_stays_in_the_house(coordinator: User, client: Client) -> None:
    decided("Utlysning", coordinator)

    assert "Hemlig tanke" not in everywhere(make_sent_digest(), client)


@pytest.mark.parametrize("kind", Source.PRIVATE)
def test_what_somebody_has_handed_in_or_mailed_to_us_is_not_told(coordinator: User, kind: str) -> None:
    decided("Ur ett slutet brev", coordinator, source=make_source("mail:x@y.example", connector=kind))

    assert titles_of(make_digest()) == []


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "file:///etc/passwd"])
def test_an_item_without_a_page_that_can_be_opened_is_not_told(coordinator: User, link: str) -> None:
    decided("Utan sida", coordinator, link=link)

    assert titles_of(make_digest()) == []


def test_what_becomes_secret_between_draft_and_sending_is_not_sent(recent: Shown, coordinator: User) -> None:
    digest = make_digest()
    recent.initiative.secrecy_ground = "OSL 15:1"
    recent.initiative.save()

    begin(digest)
    digest.refresh_from_db()

    assert titles_of(digest) == []
    assert all(entry.told == {} for entry in digest.entries.all())


def test_what_becomes_secret_after_sending_leaves_the_archive_the_feed_and_the_calendar(
    recent: Shown, client: Client
) -> None:
    digest = make_sent_digest()
    assert "Gränsdagen" in everywhere(digest, client)

    with scope.acting(scope.municipality(), sees_secrets=True):
        recent.initiative.secrecy_ground = "OSL 15:1"
        recent.initiative.save()

    assert "Gränsdagen" not in everywhere(digest, client)


def test_what_is_over_when_the_time_comes_is_left_out(recent: Shown, coordinator: User) -> None:
    item = decided("Stänger snart", coordinator)
    digest = make_digest()
    with scope.everywhere():
        item.deadline = item.final_deadline = timezone.now() - timedelta(days=1)
        item.save()

    begin(digest)
    digest.refresh_from_db()
    assert "Stänger snart" not in titles_of(digest)


def test_a_digest_stays_as_it_was_sent(recent: Shown) -> None:
    digest = make_sent_digest()
    recent.initiative.title = "Ett helt annat namn"
    recent.initiative.save()

    assert "Ungas möten över gränsen" in titles_of(digest)
    assert "Ett helt annat namn" not in titles_of(digest)


def test_a_draft_follows_what_it_tells_of_until_it_is_sent(recent: Shown) -> None:
    digest = make_digest()
    recent.initiative.title = "Nytt namn"
    recent.initiative.save()

    assert "Nytt namn" in titles_of(digest)


def test_the_editors_own_line_stands_instead_and_what_is_left_out_is_not_told(recent: Shown) -> None:
    digest = make_digest()
    result, event = digest.entries.get(kind="result"), digest.entries.get(kind="event")
    result.line, result.line_en, event.left_out = "Breven går fram och tillbaka.", "Letters go to and fro.", True
    result.save()
    event.save()

    texts = {language: text_of(digest, language) for language in ("sv", "en")}
    assert "Breven går fram och tillbaka." in texts["sv"]
    assert "Letters go to and fro." in texts["en"]
    assert "Två klasser skriver brev." not in texts["sv"]
    assert "Gränsdagen" not in texts["sv"]


def text_of(digest: Digest, language: str) -> str:
    visit = letters.visit_to(digest, language)
    return letters.drawn(digest, letters.letter(digest, visit), visit)["txt"]


def test_gathering_again_adds_what_is_new_and_touches_nothing_else(recent: Shown, coordinator: User) -> None:
    digest = make_digest()
    event = digest.entries.get(kind="event")
    event.left_out = True
    event.save()
    decided("Ny utlysning", coordinator)

    assert [composing.gather(digest), composing.gather(digest)] == [1, 0]
    assert "Ny utlysning" in titles_of(digest)
    assert "Gränsdagen" not in titles_of(digest)


def test_an_entry_moves_within_its_kind_and_no_further(recent: Shown) -> None:
    make_step(
        initiative=recent.initiative, kind=Step.Kind.EVENT, title="Senare dag", status=Step.Status.PLANNED,
        starts_on=TODAY + timedelta(days=50), ends_on=TODAY + timedelta(days=50),
    )  # fmt: skip
    digest = make_digest()
    first, second = digest.entries.filter(kind="event")

    composing.move(second, up=True)
    assert list(digest.entries.filter(kind="event")) == [second, first]
    composing.move(DigestEntry.objects.get(pk=second.pk), up=True)
    assert list(digest.entries.filter(kind="event")) == [second, first]


def test_a_digest_without_anything_to_say_is_not_scheduled(coordinator: User) -> None:
    with pytest.raises(composing.NothingToTell):
        composing.schedule(make_digest(introduction=""), timezone.now())


def test_another_municipalitys_news_is_not_told_here(recent: Shown, client: Client) -> None:
    neighbour = make_municipality("Grannkommun")
    with scope.acting(neighbour):
        digest = make_sent_digest(subject="Grannens brev")
        assert titles_of(digest) == []

    assert client.get(reverse("outreach:digest", args=["sv", digest.pk])).status_code == 404
    assert "Grannens brev" not in client.get(reverse("outreach:archive", args=["sv"])).text


# Clicks


def test_a_click_in_a_mail_is_counted_in_total_and_leads_to_what_the_digest_tells_of(
    coordinator: User, client: Client
) -> None:
    item = decided("Utlysning", coordinator)
    make_subscriber()
    digest = make_sent_digest()
    [entry] = digest.entries.all()
    way = reverse("outreach:way", args=["sv", digest.pk, entry.pk])
    assert way in sending.message(digest.mails.get()).body

    answers = [client.get(way) for _click in range(3)]
    client.head(way)

    assert {answer.headers["Location"] for answer in answers} == {item.link}
    assert answers[0].headers["Referrer-Policy"] == "no-referrer"
    assert not answers[0].cookies
    entry.refresh_from_db()
    assert entry.clicks == 3


def test_the_way_leads_nowhere_but_to_what_stands_in_a_sent_digest(recent: Shown, client: Client) -> None:
    sent, draft = make_sent_digest(), make_digest()
    entry, unsent = sent.entries.first(), draft.entries.first()
    assert entry
    assert unsent
    for digest, key in ((sent.pk, unsent.pk), (draft.pk, unsent.pk), (sent.pk, 10**9), (10**9, entry.pk)):
        way = reverse("outreach:way", args=["sv", digest, key])
        assert client.get(way, {"to": "https://evil.example", "next": "//evil.example"}).status_code == 404
    good = client.get(reverse("outreach:way", args=["sv", sent.pk, entry.pk]), {"to": "https://evil.example"})
    assert good.status_code == 302
    assert "evil" not in good.headers["Location"]


def test_what_is_hidden_since_has_no_way_either(recent: Shown, client: Client) -> None:
    sent = make_sent_digest()
    way = reverse("outreach:way", args=["sv", sent.pk, sent.entries.get(kind="event").pk])
    assert client.get(way).status_code == 302
    recent.initiative.published = False
    recent.initiative.save()

    assert client.get(way).status_code == 404


def test_a_draft_and_one_that_is_not_for_the_public_have_no_page(recent: Shown, client: Client) -> None:
    client.force_login(make_user(Role.COORDINATOR))
    for digest in (make_digest(subject="Utkastet"), make_sent_digest(subject="Bara för huset", public=False)):
        assert client.get(reverse("outreach:digest", args=["sv", digest.pk])).status_code == 404
        assert digest.subject not in client.get(reverse("outreach:archive", args=["sv"])).text
