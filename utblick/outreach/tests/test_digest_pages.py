"""The pages of newsletters: who may what, what they show, and that nothing written is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tests.filling import filled, form_of
from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.actors.tests.make import make_actor
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.outreach import composing, readers, sending
from utblick.outreach.models import Audience, Digest, Subscriber
from utblick.outreach.tests.make import make_audience, make_digest, make_sent_digest, make_subscriber, titles_of
from utblick.site.tests.make import Shown
from utblick.watch import decisions
from utblick.watch.models import Item
from utblick.watch.tests.make import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(here: object) -> User:
    return make_user(Role.EDITOR)


def url(name: str, *arguments: object) -> str:
    return reverse(f"digests:{name}", args=arguments)


PAGES = ["list", "audiences", "subscribers"]
OF_ONE = ["digest", "preview", "preview_mail"]


@pytest.mark.parametrize(
    ("role", "sees", "writes"),
    [
        (Role.COORDINATOR, 200, 302),
        (Role.EDITOR, 200, 302),
        (Role.AUDITOR, 200, 403),
        (Role.OFFICER, 403, 403),
        (Role.DECISION_MAKER, 403, 403),
        (Role.LOCAL_ACTOR, 403, 403),
    ],
)
def test_editor_and_coordinator_write_the_auditor_reads_others_see_nothing(
    client: Client, here: object, role: Role, sees: int, writes: int
) -> None:
    client.force_login(make_user(role))
    digest, reader, audience = make_digest(), make_subscriber(), make_audience()
    pages = [url(name) for name in PAGES] + [url(name, digest.pk) for name in OF_ONE]
    pages += [url("subscriber", reader.pk), url("audience", audience.pk), url("extract", reader.pk)]

    assert {client.get(page).status_code for page in pages} == {sees}
    for name, pk in (("gather", digest.pk), ("stop", reader.pk), ("withdraw_audience", audience.pk)):
        assert client.post(url(name, pk)).status_code == writes, name
    client.post(
        digest.get_absolute_url(),
        {"subject": "Nytt", "introduction": "Hej", "audience": digest.audience_id, "do": "send:now"},
    )
    digest.refresh_from_db()
    assert bool(digest.send_at) is (writes == 302)
    for name in ("add", "add_audience", "ask"):
        assert client.get(url(name)).status_code == (200 if writes == 302 else 403), name


def test_a_newsletter_from_the_form_to_the_reader(
    client: Client, editor: User, shown: Shown, mailoutbox: list[Any]
) -> None:
    client.force_login(editor)
    make_subscriber("anna@example.org")
    make_audience("Alla")

    page = client.post(url("add"), filled(form_of(client.get(url("add")).text)), follow=True)
    digest = Digest.objects.get()
    assert "Gränsdagen" in page.text

    form = form_of(page.text)
    event = digest.entries.get(kind="event")
    assert "Egen ämnesrad, inledningen på svenska" not in page.text, (
        "nothing is borrowed while there is no introduction"
    )
    written = {"subject": "Vinterns brev", "introduction": "Välkommen.", f"e{event.pk}-line": "Kom till Gäddede!"}
    german = {"subject_de": "Winter\r\nbrief", "introduction_de": "Willkommen.", f"e{event.pk}-line_de": "Komm!"}
    saved = client.post(digest.get_absolute_url(), filled(form, do="save", **written, **german), follow=True)
    digest.refresh_from_db()
    assert digest.translations["de"] == {"subject": "Winter brief", "introduction": "Willkommen."}
    assert "Egen ämnesrad, inledningen på svenska" in saved.text, "what a reader of English gets"
    assert "Komm!" in client.get(url("preview", digest.pk), {"language": "de"}).text
    form = form_of(saved.text)
    # One press: what is written is saved before it is sent.
    assert client.post(digest.get_absolute_url(), filled(form, do="send:now", **written)).status_code == 302

    assert sending.send_all(timezone.now()) == 0, "two minutes to think again"
    assert sending.send_all(timezone.now() + timedelta(minutes=3)) == 1
    [message] = mailoutbox
    assert message.subject == "Vinterns brev"
    assert "Kom till Gäddede!" in message.body
    trail = Entry.objects.filter(kind__startswith="outreach.digest", by=editor)
    assert trail.count() >= 4


def test_a_line_break_in_the_subject_is_taken_away_by_the_form(client: Client, editor: User) -> None:
    client.force_login(editor)
    digest = make_digest()
    sent = filled(form_of(client.get(digest.get_absolute_url()).text), subject="Hej\r\nBcc: alla@example.org")

    client.post(digest.get_absolute_url(), sent)

    digest.refresh_from_db()
    assert digest.subject == "Hej Bcc: alla@example.org"


def test_what_is_wrong_is_told_and_nothing_of_the_page_is_saved_or_lost(
    client: Client, editor: User, shown: Shown
) -> None:
    client.force_login(editor)
    digest = make_digest()
    event = digest.entries.get(kind="event")
    form = form_of(client.get(digest.get_absolute_url()).text)

    page = client.post(digest.get_absolute_url(), filled(form, subject="", **{f"e{event.pk}-line": "Min egen rad"}))

    assert page.status_code == 422
    assert "Min egen rad" in page.text
    event.refresh_from_db()
    assert event.line == ""


def test_two_editors_of_one_draft_do_not_write_over_each_other(client: Client, editor: User, shown: Shown) -> None:
    client.force_login(editor)
    digest = make_digest()
    event = digest.entries.get(kind="event")
    opened = form_of(client.get(digest.get_absolute_url()).text)
    event.line = "Den andras rad"
    event.save()

    page = client.post(digest.get_absolute_url(), filled(opened, **{f"e{event.pk}-line": "Min rad"}))

    assert page.status_code == 422
    assert "Min rad" in page.text
    event.refresh_from_db()
    assert event.line == "Den andras rad"


def test_the_arrows_save_what_is_written_and_move_one_step(client: Client, editor: User, here: object) -> None:
    client.force_login(editor)
    for title in ("Första", "Andra"):
        item = make_item(title, kind=Item.Kind.CALL)
        decisions.decide(item, verdict="relevant", by=editor)
    digest = make_digest()
    last = list(digest.entries.all())[-1]
    form = form_of(client.get(digest.get_absolute_url()).text)

    answer = client.post(digest.get_absolute_url(), filled(form, do=f"up:{last.pk}", **{f"e{last.pk}-line": "Flyttad"}))

    assert answer.headers["Location"].endswith(f"#entry-{last.pk}")
    assert titles_of(digest) == ["Andra", "Första"]
    assert digest.entries.get(pk=last.pk).line == "Flyttad"


def test_what_is_sent_or_to_be_sent_is_changed_by_nobody(client: Client, editor: User) -> None:
    client.force_login(editor)
    scheduled, sent = make_digest(), make_sent_digest()
    composing.schedule(scheduled, timezone.now() + timedelta(hours=1))
    for digest in (scheduled, sent):
        client.post(digest.get_absolute_url(), {"subject": "Kapat", "audience": digest.audience_id, "do": "send:now"})
        for name in ("withdraw", "gather"):
            assert client.post(url(name, digest.pk)).status_code == 404, name
        digest.refresh_from_db()
        assert digest.subject != "Kapat"
    client.post(url("hold", scheduled.pk))
    assert "redan på väg" in client.post(url("hold", sent.pk), follow=True).text
    scheduled.refresh_from_db()
    assert scheduled.is_draft


def send_later(client: Client, digest: Digest, at: str) -> None:
    form = form_of(client.get(digest.get_absolute_url()).text)
    client.post(digest.get_absolute_url(), filled(form, do="send:later", at=at))


@pytest.mark.parametrize("at", ["", "2020-01-01T10:00", "i morgon", "2026-02-30T10:00", "9" * 30])
def test_a_time_that_cannot_be_is_told_and_nothing_is_sent(client: Client, editor: User, at: str) -> None:
    client.force_login(editor)
    digest = make_digest()

    send_later(client, digest, at)

    digest.refresh_from_db()
    assert digest.is_draft


def test_a_set_time_is_kept_as_the_clock_here_shows_it(client: Client, editor: User) -> None:
    client.force_login(editor)
    digest = make_digest()
    send_later(client, digest, "2031-07-01T09:30")

    digest.refresh_from_db()
    assert digest.send_at
    assert f"{timezone.localtime(digest.send_at):%Y-%m-%d %H:%M}" == "2031-07-01 09:30"


def test_the_preview_runs_nothing_and_fetches_nothing(client: Client, editor: User) -> None:
    client.force_login(editor)
    digest = make_digest(introduction="<script>alert(1)</script> & <b>fet</b>", introduction_en="")

    mail = client.get(url("preview_mail", digest.pk), {"language": "en"})

    assert "<script" not in mail.text
    assert "&lt;script&gt;" in mail.text
    assert mail.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = mail.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    preview = client.get(url("preview", digest.pk), {"language": "en"})
    assert "alert(1)" in preview.text
    assert "<script>alert" not in preview.text


def test_a_draft_is_taken_away_with_a_way_back(client: Client, editor: User) -> None:
    client.force_login(editor)
    digest = make_digest(subject="Kort liv")
    client.post(url("withdraw", digest.pk))
    assert "Kort liv" not in client.get(url("list")).text
    client.post(url("restore", digest.pk))
    assert "Kort liv" in client.get(url("list")).text


@pytest.mark.parametrize("many", [3, 40])
def test_the_pages_ask_the_same_few_questions_whatever_the_rows(
    client: Client, editor: User, django_assert_max_num_queries: Any, many: int
) -> None:
    client.force_login(editor)
    for _number in range(many):
        make_subscriber(actor=make_actor())
        decisions.decide(make_item(kind=Item.Kind.CALL), verdict="relevant", by=editor)
    audience = make_audience(actors=True, members=True)
    draft, sent = make_digest(audience=audience), make_sent_digest(audience=audience)
    pages = [url("list"), url("audiences"), url("audience", audience.pk), url("subscribers"), sent.get_absolute_url()]
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(18):
            assert client.get(page).status_code == 200, page
    # Each kind that it tells of is asked for by itself.
    with django_assert_max_num_queries(13):
        client.get(draft.get_absolute_url())


# Audiences


def names(audience: Audience) -> list[str]:
    return [reader.email.split("@")[0] for reader in readers.of_audience(audience) if reader.gets]


def test_members_are_chosen_by_role_and_by_unit_with_all_below_it(here: object) -> None:
    board = make_unit("Nämnden")
    school = make_unit("Skolan", parent=board)
    officer, other = make_user(Role.OFFICER, unit=school), make_user(Role.OFFICER, unit=make_unit("Tekniska"))
    make_user(Role.EDITOR, unit=board)
    make_user(Role.LOCAL_ACTOR)
    make_user(Role.OFFICER, unit=school, is_active=False)
    units = [{"id": board.pk, "label": "Nämnden"}]

    audience = make_audience(outsiders=False, members=True, roles=[Role.OFFICER], units=units)
    assert names(audience) == [officer.email.split("@")[0]]
    assert readers.of_audience(audience)[0].why == ("Handläggare, Skolan",)
    everybody = make_audience(outsiders=False, members=True)
    assert len(names(everybody)) == 3
    assert other.email.split("@")[0] in names(everybody)


def test_a_goal_chooses_its_unit_the_owners_of_its_work_and_the_actors_it_shares_words_with(here: object) -> None:
    unit = make_unit("Näringsliv")
    goal = make_goal(
        name="Export", unit=unit, keywords=["limträ"], document=make_document(status=PolicyDocument.Status.IN_FORCE)
    )
    at_unit, owner = make_user(Role.OFFICER, unit=unit), make_user(Role.OFFICER)
    make_user(Role.OFFICER)
    make_initiative(goals=[goal], owner=owner)
    make_subscriber("tra@example.org", actor=make_actor(keywords=["Limträ"]))
    make_subscriber("ost@example.org", actor=make_actor(keywords=["ost"], concepts=[]))

    audience = make_audience(outsiders=False, members=True, actors=True, goals=[{"id": goal.pk, "label": "Export"}])
    assert sorted(names(audience)) == sorted([at_unit.email.split("@")[0], owner.email.split("@")[0], "tra"])
    why = {reader.email: reader.why for reader in readers.of_audience(audience)}
    assert "arbetar för målet Export" in why[owner.email]
    assert "delar ord med målet Export" in why["tra@example.org"]


def test_contact_persons_are_chosen_by_kind_industry_and_interest_and_only_with_their_yes(here: object) -> None:
    timber, school = make_actor(industry="Träindustri"), make_actor(kind="school", industry="Grundskola")
    make_subscriber("tra@example.org", actor=timber, interests=["business"])
    make_subscriber("skola@example.org", actor=school)
    make_subscriber("utan-ja@example.org", actor=timber, confirmed_at=None)
    make_subscriber("utanfor@example.org", interests=["care"])

    assert names(make_audience(outsiders=False, actors=True, industry="trä")) == ["tra"]
    assert names(make_audience(outsiders=False, actors=True, kinds=["school"])) == ["skola"]
    assert names(make_audience(outsiders=False, actors=True, interests=["care"])) == ["skola"]
    assert names(make_audience(interests=["business"])) == []
    assert names(make_audience(interests=["care"])) == ["utanfor"]
    timber.withdraw()
    assert names(make_audience(outsiders=False, actors=True)) == ["skola"]


def test_one_who_is_in_it_twice_gets_one_mail(here: object) -> None:
    user = make_user(Role.OFFICER)
    make_subscriber(user.email.upper())

    [reader] = readers.of_audience(make_audience(members=True))
    assert reader.why == ("Handläggare", "prenumererar")


def test_the_page_of_an_audience_shows_who_is_in_it_why_and_who_has_stopped(client: Client, editor: User) -> None:
    client.force_login(editor)
    make_subscriber("anna@example.org", interests=["care"])
    make_subscriber("bo@example.org", stopped_at=timezone.now())

    page = client.get(make_audience().get_absolute_url()).text
    assert "1 läsare just nu." in page
    assert "prenumererar; Vård och omsorg" in page
    assert "Ytterligare 1 hör till målgruppen" in page
    assert "Har avslutat" in page


def test_an_audience_is_made_with_names_that_the_trail_can_tell(client: Client, editor: User) -> None:
    client.force_login(editor)
    unit = make_unit("Kultur och fritid")
    form = form_of(client.get(url("add_audience")).text)

    assert client.post(url("add_audience"), filled(form, name="Ingen")).status_code == 422
    sent = filled(form, name="Kulturen", members="on", units=str(unit.pk), roles=Role.OFFICER)
    client.post(url("add_audience"), sent)

    audience = Audience.objects.get()
    assert audience.units == [{"id": unit.pk, "label": "Kultur och fritid"}]
    client.force_login(make_user(Role.COORDINATOR))
    assert "Kultur och fritid" in client.get(reverse("journal:history", args=["outreach.audience", audience.pk])).text
    change = filled(form_of(client.get(url("edit_audience", audience.pk)).text))
    assert change["units"] == [str(unit.pk)]


# Subscribers


def test_somebody_is_asked_and_is_nothing_until_the_yes(client: Client, editor: User) -> None:
    client.force_login(editor)
    actor = make_actor("Trähus AB")
    form = form_of(client.get(url("ask")).text)
    client.post(url("ask"), filled(form, email="vd@trahus.example", name="Bo", actor=str(actor.pk)))

    assert not Subscriber.objects.exists()
    assert "vd@trahus.example" in client.get(url("subscribers")).text, "once, as what was done"
    assert "vd@trahus.example" not in client.get(url("subscribers")).text


def test_a_paused_address_is_shown_and_can_be_tried_again(client: Client, editor: User) -> None:
    client.force_login(editor)
    reader = make_subscriber("bo@example.org", paused_at=timezone.now())
    make_subscriber("anna@example.org")

    assert "1 adress är pausad" in client.get(url("subscribers")).text
    narrowed = client.get(url("subscribers"), {"state": "paused"}).text
    assert "bo@example.org" in narrowed
    assert "anna@example.org" not in narrowed
    client.post(url("resume", reader.pk))
    reader.refresh_from_db()
    assert reader.is_reading


def test_a_subscriber_is_erased_from_the_page_and_the_trail_keeps_no_address(client: Client, editor: User) -> None:
    client.force_login(editor)
    reader = make_subscriber("bo@example.org")
    assert "Samtycke" in client.get(url("subscriber", reader.pk)).text

    client.post(url("erase", reader.pk))

    assert client.get(url("subscriber", reader.pk)).status_code == 404
    client.force_login(make_user(Role.COORDINATOR))
    history = client.get(reverse("journal:history", args=["outreach.subscriber", reader.pk])).text
    assert "bo@example.org" not in history
    assert "Raderad" in history


# The same on the public pages


def test_a_sent_newsletter_stands_on_the_web_in_a_feed_and_in_a_calendar(client: Client, shown: Shown) -> None:
    digest = make_sent_digest(
        subject="Vinterns brev",
        subject_en="The winter letter",
        introduction_en="Welcome.",
        translations={"fi": {"subject": "Talven kirje"}},
    )
    told = {"sv": "Vinterns brev", "en": "The winter letter", "de": "The winter letter", "fi": "Talven kirje"}
    for language, subject in told.items():
        assert subject in client.get(reverse("outreach:archive", args=[language])).text
        assert subject in client.get(reverse("outreach:digest_feed", args=[language])).text
        page = client.get(reverse("outreach:digest", args=[language, digest.pk]))
        assert subject in page.text
        assert f'<html lang="{language}"' in page.text
    feed = client.get(reverse("outreach:digest_feed", args=["sv"]))
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert re.search(r"<id>urn:uuid:[0-9a-f-]{36}</id>", feed.text)
    calendar = Calendar.from_ical(client.get(reverse("outreach:digest_calendar", args=["en"])).content)
    [event] = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) == "The border day"
    assert str(event["LOCATION"]) == "Gäddede, Sweden"
    german = client.get(reverse("outreach:digest_calendar", args=["de"])).content
    [event] = Calendar.from_ical(german).walk("VEVENT")
    assert str(event["LOCATION"]) == "Gäddede, Schweden"
    assert "/public/en/initiatives/" in str(event["URL"]), "in the nearest language that our pages are in"


def test_the_links_on_the_web_are_not_counted(client: Client, shown: Shown) -> None:
    digest = make_sent_digest()

    assert "/way/" not in client.get(reverse("outreach:digest", args=["sv", digest.pk])).text
