"""Files and pages that people hand in: what they become, and that they stay within the municipality."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.goals.tests.make import make_goal
from utblick.journal.models import Entry as Trail
from utblick.tenancy import scope
from utblick.watch import claims, decisions, handing_in, harvest, inboxes, subscribing
from utblick.watch.connectors import Finding, tables
from utblick.watch.errors import UnreadableAnswer
from utblick.watch.models import (
    InboxItem,
    Item,
    ItemKey,
    ItemVersion,
    Match,
    Profile,
    Source,
    Subscription,
    TableDraft,
    Unmatched,
)
from utblick.watch.tests.make import make_source
from utblick.watch.tests.newsroom import Entry, Newsroom
from utblick.watch.tests.test_notice_xml import EFORMS, EXAMPLES, OLDER
from utblick.watch.tests.test_tables import CSV

HAND_IN, SEND = reverse("watch:hand_in"), reverse("watch:send_here")
PAGE = {"title": "En utlysning jag hittade", "url": "https://example.org/x", "text": "Om vänorter.", "kind": "call"}


@pytest.fixture
def as_coordinator(client: Client, here: Municipality) -> Client:
    client.force_login(make_user(Role.COORDINATOR))
    return client


def upload(body: bytes, name: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, body)}


def test_an_archive_of_real_notices_is_taken_in_and_what_is_none_is_told(
    as_coordinator: Client, shared_data: Path
) -> None:
    for archive, read, refused in ((EFORMS, 23, 0), (EXAMPLES, 80, 12)):
        text = as_coordinator.post(HAND_IN, upload((shared_data / "ted" / archive).read_bytes(), archive)).text
        assert f"{read} poster lästes" in text
        assert (f"{refused} filer lästes inte" in text) == bool(refused)
    assert Item.objects.filter(kind="tender").count() > 90


def test_the_same_file_handed_in_again_brings_nothing_twice(here: Municipality, shared_data: Path) -> None:
    body = (shared_data / "ted" / OLDER).read_bytes()
    first = handing_in.take_in(handing_in.read_files(handing_in.files_in("a.tar.gz", body)), "a.tar.gz")
    again = handing_in.take_in(handing_in.read_files(handing_in.files_in("a.tar.gz", body)), "a.tar.gz")

    assert (first.new, again.new, again.changed) == (414, 0, 0)
    assert Item.objects.count() == 414


def test_a_table_is_taken_in_by_the_columns_that_were_chosen(as_coordinator: Client) -> None:
    answer = as_coordinator.post(HAND_IN, upload(CSV.encode(), "utlysningar.csv"), follow=True)
    page = answer.redirect_chain[-1][0]
    assert "Unga ledare" in answer.text
    chosen = {"title": "0", "summary": "1", "deadline": "2", "usual_kind": "call"}
    assert "Fjällfonden" in as_coordinator.post(page, chosen).text
    assert "2 poster lästes" in as_coordinator.post(page, {**chosen, "take_in": "1"}).text

    assert {item.summary for item in Item.objects.all()} == {"Fjällfonden"}
    assert not TableDraft.objects.exists()
    trail = Trail.objects.filter(kind="watch.subscription").first()
    assert trail is not None
    assert trail.after["handed_in"]["file"] == "utlysningar.csv"


def test_a_table_without_a_title_column_asks_for_one(as_coordinator: Client) -> None:
    page = as_coordinator.post(HAND_IN, upload(b"x;y\n1;2", "a.csv"), follow=True).redirect_chain[-1][0]
    answer = as_coordinator.post(page, {"usual_kind": "call", "take_in": "1"})
    assert answer.status_code == 422
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (b"%PDF", "a.pdf", "inte av rätt filtyp"),
        (b"PK", "a.zip", "packat"),
        (b"", "a.csv", "tom"),
        (b"x", "a.xlsx", "ingen tabell"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(as_coordinator: Client, body: bytes, name: str, words: str) -> None:
    answer = as_coordinator.post(HAND_IN, upload(body, name))
    assert answer.status_code == 422
    assert words in answer.text


def test_an_archive_that_would_fill_the_memory_is_refused(here: Municipality) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(15):
            archive.writestr(f"{number}.xml", b"<a/>" + b" " * handing_in.notice_xml.MOST_BYTES)
    with pytest.raises(handing_in.UnreadableAnswer):
        handing_in.read_files(handing_in.files_in("a.zip", file.getvalue()))


def test_a_calendar_is_taken_in(as_coordinator: Client) -> None:
    event = ["UID:1", "SUMMARY:Möte", "DTSTART:20990101T090000Z"]
    body = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *event, "END:VEVENT", "END:VCALENDAR"]).encode()
    as_coordinator.post(HAND_IN, upload(body, "a.ics"))
    assert Item.objects.get().kind == "event"


def test_a_page_that_was_sent_lies_in_the_inbox_until_it_is_decided_on(client: Client, officer: User) -> None:
    client.force_login(officer)
    filled = client.get(SEND, {"url": PAGE["url"], "title": "Från sidan", "text": "Markerad text"}).text
    assert 'value="Från sidan"' in filled
    assert "Markerad text" in filled
    client.post(SEND, PAGE)

    place = InboxItem.objects.get()
    assert (place.item.title, place.item.kind) == (PAGE["title"], "call")
    assert "Någon här skickade in den" in client.get(reverse("watch:item", args=[place.item_id])).text
    inboxes.refresh([place.item_id], place.arrived_at)
    profile = Profile.objects.create(goal=make_goal("Ost"), name="Ost", is_new=False)
    Match.objects.create(item=place.item, profile=profile, score=0.2)
    inboxes.refresh([place.item_id], place.arrived_at)
    place.refresh_from_db()
    assert (place.best.score, place.rank) == (0.2, 90)  # type: ignore[union-attr]


def test_who_sends_a_page_that_was_decided_on_is_told_so(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert "ligger i inkorgen" in client.post(SEND, PAGE, follow=True).text
    decisions.decide(Item.objects.get(), verdict="noted", by=officer)
    text = client.post(SEND, PAGE, follow=True).text
    assert "ligger i inkorgen" not in text
    assert "är beslutad: Noterad" in text
    assert "tills den är beslutad" not in text


def test_a_page_sent_twice_is_one_item_with_what_was_said_last(here: Municipality) -> None:
    facts = {"title": "T", "text": "", "kind": "news", "deadline": None}
    first = handing_in.send(link="https://example.org/x?utm_source=mail", **facts)  # type: ignore[arg-type]
    wrapped = (
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.org%2Fx&data=05%7C02&reserved=0"
    )
    again = handing_in.send(link=wrapped, **{**facts, "title": "T2"})  # type: ignore[arg-type]
    assert first == again
    assert Item.objects.get().title == "T2"


def test_the_address_of_a_sent_page_is_never_a_script(client: Client, officer: User) -> None:
    client.force_login(officer)
    for address in ("javascript:alert(1)", "data:text/html,x", "ftp://x", "x"):
        answer = client.post(SEND, {**PAGE, "url": address})
        assert answer.status_code == 422
    assert not Item.objects.exists()


def test_what_a_municipality_hands_in_is_its_own_though_others_read_of_the_same(
    here: Municipality, newsroom: Newsroom
) -> None:
    """The same address, the same words: the neighbour's feed neither takes ours over nor shows it."""
    handing_in.send(
        title="Våra egna ord om saken", link="https://example.org/1", text="Hemligt", kind="call", deadline=None
    )
    with scope.acting(make_municipality()):
        newsroom.feeds["a"] = [Entry("1", "Våra egna ord om saken", "https://example.org/1", "Hemligt")]
        make_source(newsroom.url("a"))
        harvest.poll()
        (theirs,) = Item.objects.all()
        assert not ItemVersion.objects.filter(item=theirs).exists()
        assert theirs.sightings.count() == 1
    assert Item.objects.get() != theirs


def test_what_is_handed_in_is_never_asked_for_and_can_be_restored(here: Municipality) -> None:
    source = handing_in.source_here()
    subscription = Subscription.objects.get()
    subscribing.withdraw(subscription)
    subscribing.subscribe(source.address, connector_kind=source.connector)
    assert not Source.objects.get().is_in_use
    assert harvest.poll().sources == 0


def test_two_hand_ins_at_once_do_not_mix(here: Municipality) -> None:
    source = handing_in.source_here()
    with scope.everywhere():
        claims.claim(Source.objects.filter(pk=source.pk))
    with pytest.raises(handing_in.Busy):
        handing_in.keep_findings([Finding("1", "Ett")])


def test_what_is_handed_in_has_no_key_by_which_it_is_found_from_elsewhere(here: Municipality) -> None:
    handing_in.keep_findings(
        [Finding("1", "Ett", "https://example.org/1", "Mycket text om vänorter och skolor i norr. " * 9)]
    )
    assert not ItemKey.objects.exists()
    assert Unmatched.objects.exists()


def test_files_are_the_coordinators_and_pages_everybodys_who_decides(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get(HAND_IN).status_code == 403
    assert client.get(SEND).status_code == 200


def test_a_table_that_waits_is_seen_by_its_own_municipality_alone(as_coordinator: Client, here: Municipality) -> None:
    with scope.acting(make_municipality()):
        theirs = handing_in.draft("a.csv", CSV.encode())
    assert as_coordinator.get(reverse("watch:columns", args=[theirs.pk])).status_code == 404


def test_a_spreadsheet_that_unpacks_to_far_more_is_refused_before_it_is() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(160):
                sheet.write(b" " * 1024 * 1024)
    with pytest.raises(UnreadableAnswer) as refused:
        tables.opened(packed.getvalue())
    assert refused.value.code == "too_hard"
