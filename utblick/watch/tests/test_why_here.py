from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.actors.tests.make import make_actor
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.tenancy import scope
from utblick.watch import catalogue, decisions, inboxes, matching, whyhere
from utblick.watch.models import ActorWishes, Item, Match, OwnAnswer, Profile, Source, Subscription, Unmatched
from utblick.watch.tests.make import make_item


@pytest.fixture
def goal_profile(coordinator: User) -> Profile:
    make_goal(
        name="Vård och omsorg om äldre", text="bättre vård och omsorg om äldre i hemmet",
        document=make_document(status=PolicyDocument.Status.IN_FORCE),
    )  # fmt: skip
    matching.match_pending()
    return Profile.objects.get()


def match(item: Item) -> None:
    with scope.everywhere():
        Unmatched.objects.create(item=item)
    matching.match_pending()


def told(item: Item, profile: Profile) -> list[tuple[bool, str]]:
    return [(step.passed, step.text) for step in whyhere.steps(item, profile, whyhere.weigh(item, profile))]


def test_what_is_here_passes_every_step(goal_profile: Profile) -> None:
    item = make_item("Elderly care at home: call for municipalities", language="en")
    match(item)
    found = told(item, goal_profile)
    assert all(passed for passed, _text in found)
    assert "väntar i inkorgen" in found[-1][1]


def test_the_score_shown_is_the_score_of_the_match(goal_profile: Profile) -> None:
    item = make_item("Elderly care at home: call for municipalities", language="en")
    match(item)
    assert whyhere.weigh(item, goal_profile).score == pytest.approx(Match.objects.get().score, rel=0.01)
    Match.objects.update(learnt=-0.2)
    assert any("Tidigare beslut drar av 20 poäng" in text for _passed, text in told(item, goal_profile))
    taught = whyhere.weigh(item, goal_profile)
    assert taught.reasons.total == pytest.approx(100 * (taught.score - 0.2), abs=0.2)


def test_what_is_not_here_says_where_it_stopped(goal_profile: Profile) -> None:
    item = make_item("Fusion plasma diagnostics", language="en")
    match(item)
    stopped = [text for passed, text in told(item, goal_profile) if not passed]
    assert "krävs för den här profilen" in stopped[0]
    assert "ligger inte i inkorgen" in stopped[-1]


def test_what_meets_nothing_is_held_against_what_it_is_nearest_to_and_given_no_topic(
    client: Client, coordinator: User, goal_profile: Profile
) -> None:
    make_goal(name="Anläggningar för fisk", text="gator, vägar och broar", document=goal_profile.goal.document)  # type: ignore[union-attr]
    matching.match_pending()
    assert Profile.objects.order_by("name")[0] != goal_profile
    item = make_item("Young doctors study dentistry by satellite", language="en")
    client.force_login(coordinator)
    answer = client.get(reverse("watch:why_item", args=[item.pk]))
    assert answer.context["profile"] == goal_profile
    assert not answer.context["weighed"].is_enough
    assert answer.context["weighed"].reasons.topics
    assert "Ämne:" not in answer.text
    near = make_item("Elderly care at home: call for municipalities", language="en")
    match(near)
    assert "Ämne:" in client.get(reverse("watch:why_item", args=[near.pk])).text
    Match.objects.all().delete()
    assert "Ämne:" not in client.get(reverse("watch:why_item", args=[near.pk])).text


def test_what_is_usual_for_a_profile_makes_nothing_near_to_it(goal_profile: Profile) -> None:
    make_goal(name="Omsorg", text="bättre omsorg om äldre i hemmet", document=goal_profile.goal.document)  # type: ignore[union-attr]
    matching.match_pending()
    item = make_item("Elderly care at home", language="en")
    nearest = whyhere.nearest(item, list(Profile.objects.all()))
    Profile.objects.filter(pk=nearest.pk).update(usual=0.9)  # type: ignore[union-attr]
    assert whyhere.nearest(item, list(Profile.objects.all())) != nearest


def test_what_has_closed_and_what_is_decided_say_so(goal_profile: Profile, coordinator: User) -> None:
    closed = make_item("Elderly care", deadline=timezone.now() - timedelta(days=3))
    assert any("Sista dagen passerade" in text for passed, text in told(closed, goal_profile) if not passed)
    decided = make_item("Elderly care")
    decisions.decide(decided, verdict="noted", by=coordinator)
    assert any(coordinator.name in text for passed, text in told(decided, goal_profile) if not passed)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("open", "Den är öppen."),
        ("forthcoming", "Den har inte öppnat än."),
        ("closed", "Källan säger att den är stängd."),
    ],
)
def test_what_is_not_open_is_not_said_to_be(goal_profile: Profile, status: str, words: str) -> None:
    steps = told(make_item("Elderly care", status=status), goal_profile)
    assert any(text.startswith(words) for passed, text in steps if passed)
    assert ("Den är öppen." in [text for _passed, text in steps]) == (status == "open")


def test_the_page_answers_for_any_item_and_any_profile(
    client: Client, coordinator: User, goal_profile: Profile
) -> None:
    item = make_item("Elderly care at home", language="en")
    client.force_login(coordinator)
    page = reverse("watch:why_item", args=[item.pk])
    for address in (page, f"{page}?profile={goal_profile.pk}", f"{page}?profile=999999"):
        assert client.get(address).status_code == 200
    assert "elderly" in client.get(page).text


def test_what_no_source_brought_is_told_so(client: Client, coordinator: User) -> None:
    item = make_item("Bibliotek över gränsen")
    client.force_login(coordinator)
    find = reverse("watch:why")
    assert client.get(find).status_code == 200
    assert "Ingen av era källor" in client.get(find, {"q": "rymdfart"}).text
    assert "Bibliotek över gränsen" in client.get(find, {"q": item.link}).text


def test_a_page_that_no_source_brought_leads_to_what_would_bring_it(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    entry = next(one for one in catalogue.entries() if one.kind == "feed")
    host = entry.address.split("/")[2]
    asked = f"https://{host}/nagot?a=1&b=2"
    page = client.get(reverse("watch:why"), {"q": asked}).text
    assert f"#about-{entry.key}" in page
    assert f"{reverse('watch:send_here')}?url={quote(asked, safe='')}" in page
    Subscription.objects.create(source=Source.objects.create(address=entry.asked().address), name="Den")
    assert f"#about-{entry.key}" not in client.get(reverse("watch:why"), {"q": asked}).text
    assert client.get(reverse("watch:why"), {"q": "http://[fel"}).status_code == 200


def test_what_a_passed_deadline_stopped_is_blamed_on_nothing_else(goal_profile: Profile) -> None:
    closed = make_item(
        "Elderly care at home: call for municipalities", language="en", deadline=timezone.now() - timedelta(days=3)
    )
    stopped = [text for passed, text in told(closed, goal_profile) if not passed]
    assert len(stopped) == 2
    assert stopped[0].startswith("Sista dagen passerade")
    assert stopped[1] == "Därför ligger den inte i inkorgen, hur väl den än passar."


def test_what_passed_undecided_says_so(goal_profile: Profile) -> None:
    now = timezone.now()
    item = make_item("Elderly care at home: call for municipalities", language="en", deadline=now + timedelta(days=1))
    match(item)
    later = now + timedelta(days=2)
    inboxes.refresh([item.pk], later)
    steps = whyhere.steps(item, goal_profile, whyhere.weigh(item, goal_profile), later)
    assert not steps[-1].passed
    assert "uppföljningen" in steps[-1].text


def test_what_an_actor_does_not_ask_for_says_what_holds_it_back(coordinator: User) -> None:
    sawmill = make_actor("Sågen", description="limträ och träbroar", keywords=["timber bridges"])
    matching.match_pending()
    profile = Profile.objects.get(actor=sawmill)
    item = make_item("Timber bridges", kind=Item.Kind.TENDER, countries=["DE"], language="de")
    match(item)
    assert not any("Sågen" in text for passed, text in told(item, profile) if not passed)
    ActorWishes.objects.create(actor=sawmill, kinds=["event"], countries="NO", languages="sv")
    OwnAnswer.objects.create(actor=sawmill, item=item, verdict=OwnAnswer.Verdict.NO)
    held = [text for passed, text in told(item, profile) if not passed and "Sågen" in text]
    assert [next(word for word in ("slag", "länder", "språk", "inte är för") if word in text) for text in held] == [
        "slag", "länder", "språk", "inte är för",
    ]  # fmt: skip
