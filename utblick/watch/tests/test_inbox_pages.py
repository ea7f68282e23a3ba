import re
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.watch import inboxes, rarity
from utblick.watch.models import Decision, InboxItem, Match, Profile, Subscription
from utblick.watch.tests.make import make_item, make_place, make_source

INBOX = reverse("watch:inbox")
REASONS = {
    "parts": [
        {"kind": "word", "own": "marknad", "foreign": "market", "share": 0.3},
        {"kind": "remainder", "own": "", "foreign": "", "share": 0.2},
    ],
    "topics": [{"id": "1", "sv": "internationell handel", "en": "international trade"}],
}


def meet(place: InboxItem, name: str = "Marknader", score: float = 0.5, background: Sequence[float] = ()) -> Match:
    profile = Profile.objects.filter(name=name).first()
    if profile is None:
        document = PolicyDocument.objects.first() or make_document(status=PolicyDocument.Status.IN_FORCE)
        goal = make_goal(name=name, document=document)
        profile = Profile.objects.create(goal=goal, name=name, text=name, background=list(background))
    match = Match.objects.create(item=place.item, profile=profile, score=score, reasons=REASONS)
    place.best = match
    place.save()
    return match


def test_the_inbox_shows_best_first_with_its_reasons(client: Client, officer: User) -> None:
    make_place(make_item("Sämre"), rank=20)
    best = make_place(make_item("Bättre"), rank=90)
    meet(best)
    client.force_login(officer)
    text = client.get(INBOX).text
    assert text.index("Bättre") < text.index("Sämre")
    assert "Marknader" in text
    assert "marknad ~ market" in text


def test_a_match_tells_how_rare_it_is(client: Client, officer: User) -> None:
    thousand = [at / 100 for at in [*rarity.WHOLE, *rarity.TENTHS]]
    for score in (0.9705, 0.9975, 1.0):
        meet(make_place(make_item(f"Träff {score}"), rank=100 * score), score=score, background=thousand)
    client.force_login(officer)

    assert re.findall(r"topp ([\d,]+)\s%", client.get(INBOX).text) == ["0,1", "0,3", "3"]


def test_nothing_is_said_of_how_rare_a_match_is_where_items_are_too_few_to_tell(client: Client, officer: User) -> None:
    meet(make_place(make_item("Träff")), score=1.0)
    client.force_login(officer)

    text = client.get(INBOX).text

    assert "Marknader" in text
    assert "topp" not in text
    assert "w-fit" not in text


def test_a_notice_tells_its_buyer_and_that_it_is_closed(client: Client, officer: User) -> None:
    notice = make_item("Finland – Socialvård", kind="tender", status="closed", authority="Vantaan kaupunki")
    make_place(notice)
    make_place(make_item("Vänorter", status="open", authority="Kommissionen"))
    client.force_login(officer)

    text = client.get(INBOX).text
    assert "Upphandling · stängd · Vantaan kaupunki" in text
    assert "Kommissionen" not in text


def test_what_a_link_narrows_the_list_by_is_named(client: Client, officer: User) -> None:
    place = make_place(make_item("Batterier", programme="HORIZON"))
    meet(place, "Marknader")
    goal = Profile.objects.values_list("goal", flat=True).get()
    client.force_login(officer)

    text = client.get(INBOX, {"programme": "HORIZON", "goal": goal}).text
    assert re.findall(r'u-chip" href="[^"]*"><span>(.*?)</span>', text) == [
        "Mål: <b>Marknader</b>",
        "Program: <b>Horisont Europa</b>",
    ]
    assert "Mål: <b>999</b>" in client.get(INBOX, {"goal": 999}).text


def test_the_inbox_asks_as_little_whatever_its_length(
    client: Client, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        meet(make_place())
    client.force_login(officer)
    client.get(INBOX)  # the municipality of the host name is remembered from the first visit
    with django_assert_max_num_queries(8):
        client.get(INBOX)
    with django_assert_max_num_queries(8):
        client.get(INBOX, {"state": "expired", "kind": "call"})


def test_a_decided_item_leaves_the_inbox_and_undo_brings_it_back(client: Client, officer: User) -> None:
    place = make_place(make_item("Ungdomsutbyte"))
    client.force_login(officer)
    answer = client.post(
        reverse("watch:decide", args=[place.item_id]),
        {"verdict": "not_relevant", "reason": "Saknar medfinansiering"},
        headers={"HX-Request": "true"},
    )
    assert "Saknar medfinansiering" in answer.text
    decision = Decision.objects.get(item=place.item)
    assert decision.decided_by == officer
    assert "Ungdomsutbyte" not in client.get(INBOX).text

    client.post(reverse("watch:undo", args=[decision.pk]))
    assert "Ungdomsutbyte" in client.get(INBOX).text


def test_a_decision_without_javascript_leads_back_to_the_same_list(client: Client, officer: User) -> None:
    place = make_place()
    client.force_login(officer)
    back = f"{INBOX}?kind=news"
    answer = client.post(
        reverse("watch:decide", args=[place.item_id]), {"verdict": "relevant"}, headers={"Referer": back}
    )
    assert answer.headers["Location"] == back


def test_nobody_is_led_out_of_the_product(client: Client, officer: User) -> None:
    place = make_place()
    client.force_login(officer)
    answer = client.post(
        reverse("watch:decide", args=[place.item_id]), {"verdict": "relevant", "next": "https://evil.example"}
    )
    assert answer.headers["Location"] == INBOX


def test_assigning_to_nobody_is_not_accepted_and_keeps_the_question(client: Client, officer: User) -> None:
    place = make_place()
    client.force_login(officer)
    answer = client.post(reverse("watch:assign", args=[place.item_id]), {"reason": "Är det något för er?"})
    assert answer.status_code == 422
    assert "Är det något för er?" in answer.text


def test_an_item_can_be_assigned_to_a_unit(client: Client, officer: User) -> None:
    place, unit = make_place(), make_unit("Skola")
    client.force_login(officer)
    client.post(reverse("watch:assign", args=[place.item_id]), {"unit": unit.pk, "reason": "Titta"})
    assert Decision.objects.get(item=place.item).unit == unit


@pytest.mark.parametrize("role", [Role.DECISION_MAKER, Role.AUDITOR, Role.EDITOR])
def test_who_only_reads_decides_nothing(client: Client, here: object, role: str) -> None:
    place = make_place()
    client.force_login(make_user(role))
    assert client.get(INBOX).status_code == 200
    assert client.post(reverse("watch:decide", args=[place.item_id]), {"verdict": "relevant"}).status_code == 403


def test_expired_undecided_items_are_kept_apart(client: Client, officer: User) -> None:
    make_place(make_item("Gick förbi", deadline=timezone.now() - timedelta(days=2)))
    client.force_login(officer)
    assert "Gick förbi" not in client.get(INBOX).text
    make_place(make_item("I går", deadline=timezone.now() - timedelta(days=1)), rank=1)
    shown = client.get(INBOX, {"state": "expired"}).text
    assert 0 < shown.index("I går") < shown.index("Gick förbi")


def test_the_item_page_says_why_it_is_here(
    client: Client, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    place = make_place(make_item("Market access for SMEs", language="en"))
    meet(place)
    client.force_login(officer)
    with django_assert_max_num_queries(10):
        text = client.get(reverse("watch:item", args=[place.item_id])).text
    assert "marknad" in text
    assert "market" in text
    assert ">30,0<" in text
    assert ">50,0<" in text, "the whole score"


def test_of_many_goals_that_an_item_meets_the_three_it_meets_best_are_told_at_once(
    client: Client, officer: User
) -> None:
    place = make_place(make_item("Träff för många"))
    for number in range(5):
        meet(place, f"Mål {number}", score=0.9 - number / 10)
    client.force_login(officer)
    at_once, on_demand = client.get(reverse("watch:item", args=[place.item_id])).text.split("2 till</summary>")

    assert re.findall(r">(Mål \d)</a>", at_once) == ["Mål 0", "Mål 1", "Mål 2"]
    assert re.findall(r">(Mål \d)</a>", on_demand)[:2] == ["Mål 3", "Mål 4"]
    assert (at_once + on_demand).count('<details class="ds-details w-words" open>') == 1


def test_what_others_read_is_not_told(client: Client, officer: User) -> None:
    item = make_item(source=make_source(title="Vår källa"))
    theirs = make_source("https://example.org/hemlig/feed", subscribed=False, title="Deras källa")
    item.sightings.create(
        source=theirs, external_id="y", title="x", content_hash="x", seen_at=item.found_at, last_at=item.found_at
    )
    client.force_login(officer)
    text = client.get(reverse("watch:item", args=[item.pk])).text
    assert Subscription.objects.get().name in text
    assert "hemlig" not in text


def test_markup_from_a_source_is_shown_as_text(client: Client, officer: User) -> None:
    make_place(make_item("<script>alert(1)</script>"))
    client.force_login(officer)
    assert "<script>alert(1)" not in client.get(INBOX).text


def test_a_telling_that_is_something_else_becomes_an_item_of_its_own(client: Client, officer: User) -> None:
    item = make_item("Utlysning A", source=make_source())
    other = item.sightings.create(
        source=make_source(), external_id="y", title="Utlysning B", content_hash="x", link="https://example.org/b",
        seen_at=item.found_at, last_at=item.found_at,
    )  # fmt: skip
    client.force_login(officer)
    client.post(reverse("watch:split", args=[other.pk]))
    other.refresh_from_db()
    assert other.item != item
    assert other.split


def test_an_officer_sees_what_concerns_the_own_unit_and_may_see_all(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    unit = make_unit("Skolan")
    teacher = make_user(Role.OFFICER, unit=unit)
    ours, by_goal, others = (
        make_place(make_item("Till skolan")),
        make_place(make_item("Till målet")),
        make_place(make_item("Till andra")),
    )
    profile = Profile.objects.create(unit=unit, name="Skolan", text="skola")
    Match.objects.create(item=ours.item, profile=profile, score=0.5)
    goal = meet(by_goal, "Skolans mål").profile.goal
    assert goal is not None
    goal.unit = unit
    goal.save()
    meet(others, "Andras mål")

    client.force_login(teacher)
    text = client.get(INBOX).text
    assert "Till skolan" in text
    assert "Till målet" in text
    assert "Till andra" not in text
    assert "Till andra" in client.get(INBOX, {"whose": "all"}).text
    with django_assert_max_num_queries(8):
        client.get(INBOX)

    client.force_login(coordinator)
    assert "Till andra" in client.get(INBOX).text


def test_an_officers_inbox_is_ranked_by_what_each_item_is_to_the_own_unit(client: Client, coordinator: User) -> None:
    unit, soon = make_unit("Skolan"), timezone.now() + timedelta(days=5)
    teacher = make_user(Role.OFFICER, unit=unit)
    profile = Profile.objects.create(unit=unit, name="Skolan", text="skola")
    titles = {"Bäst för andra": 0.2, "Bäst för skolan": 0.5, "Mest för skolan men snart": 0.45, "Skickad hit": 0.16}
    places = {}
    for title, score in titles.items():
        is_soon = title.endswith("snart")
        places[title] = make_place(make_item(title, deadline=soon if is_soon else None))
        Match.objects.create(item=places[title].item, profile=profile, score=score)
    other = Profile.objects.create(goal=make_goal(name="Energi"), name="Energi", text="energi")
    Match.objects.create(item=places["Bäst för andra"].item, profile=other, score=0.95)
    inboxes.refresh([place.item_id for place in places.values()], timezone.now())
    inboxes.place_sent(places["Skickad hit"].item, timezone.now())

    def shown(user: User) -> list[str]:
        client.force_login(user)
        return re.findall(r"<h2[^>]*><a[^>]*>([^<]*)</a>", client.get(INBOX).text)

    assert shown(teacher) == ["Skickad hit", "Mest för skolan men snart", "Bäst för skolan", "Bäst för andra"]
    assert "<b>Skolan</b>" in client.get(INBOX).text
    assert "<b>Energi</b>" not in client.get(INBOX).text
    assert "även Energi" in client.get(INBOX).text
    assert shown(coordinator) == ["Bäst för andra", "Skickad hit", "Mest för skolan men snart", "Bäst för skolan"]
    assert "<b>Energi</b>" in client.get(INBOX).text


def test_the_page_of_an_item_leads_back_to_the_list_as_it_was_left(client: Client, coordinator: User) -> None:
    """Also after a decision there, which comes in place: one step back in the browser is the list."""
    client.force_login(coordinator)
    item, left = make_item(), f"{reverse('watch:inbox')}?kind=call&page=2"
    page, back = reverse("watch:item", args=[item.pk]), f'href="{escape(left)}#item-{item.pk}"'
    host = client.get(page).wsgi_request.get_host()
    assert back in client.get(page, headers={"referer": f"http://{host}{left}"}).text
    assert f'href="{reverse("watch:inbox")}"' in client.get(page, headers={"referer": "https://example.org/"}).text

    sent = {"verdict": "noted", "next": f"{page}?{urlencode({'from': left})}"}
    htmx = {"HX-Request": "true", "HX-Target": "main"}
    answer = client.post(reverse("watch:decide", args=[item.pk]), sent, headers=htmx, follow=True)
    assert answer.redirect_chain == [(sent["next"], 302)]
    assert back in answer.text
    assert 'id="main"' in answer.text
