from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from utblick.accounts.models import User
from utblick.watch import decisions, whynot
from utblick.watch.models import Decision
from utblick.watch.tests.make import make_item, make_place

SINCE = timezone.now() - timedelta(days=365)


def put_aside(by: User, *reasons: str) -> None:
    for reason in reasons:
        decisions.decide(make_item(), verdict="not_relevant", by=by, reason=reason)


def test_the_short_list_begins_with_what_is_proposed_and_grows_from_use(coordinator: User) -> None:
    assert "Saknar medfinansiering" in whynot.short_list()
    put_aside(coordinator, "Krockar med valet", "krockar med valet", "Bara en gång")
    found = whynot.short_list()
    assert found[0].casefold() == "krockar med valet"
    assert "Bara en gång" not in found
    assert len(found) == whynot.SHORT


def test_a_proposed_reason_counts_as_the_same_in_every_language(coordinator: User) -> None:
    put_aside(coordinator, "Saknar medfinansiering", "No co-financing", "saknar medfinansiering.", "Fult")
    first, second = whynot.statistics(SINCE)
    assert (first.words, first.count, first.is_lack, first.share) == ("Saknar medfinansiering", 3, True, 0.75)
    assert (second.words, second.is_lack) == ("Fult", False)
    with translation.override("en"):
        assert whynot.statistics(SINCE)[0].words == "No co-financing"


def test_after_not_relevant_the_row_asks_why_and_one_press_tells(client: Client, coordinator: User) -> None:
    place = make_place()
    client.force_login(coordinator)
    htmx = {"HX-Request": "true"}
    row = client.post(reverse("watch:decide_in_list"), {"not_relevant": place.item_id}, headers=htmx).text
    assert "Ingen har tid" in row

    decision = Decision.objects.get()
    give = reverse("watch:give_reason", args=[decision.pk])
    assert give in row
    row = client.post(give, {"reason": "Ingen har tid"}, headers=htmx).text
    assert "Ingen har tid" in row
    decision.refresh_from_db()
    assert decision.reason == "Ingen har tid"


def test_a_reason_for_what_was_taken_back_changes_nothing(client: Client, coordinator: User) -> None:
    decision = decisions.decide(make_item(), verdict="not_relevant", by=coordinator)
    decisions.undo(decision, by=coordinator)
    client.force_login(coordinator)
    text = client.post(reverse("watch:give_reason", args=[decision.pk]), {"reason": "Ingen har tid"}, follow=True).text
    assert "har redan tagit tillbaka" in text
    decision.refresh_from_db()
    assert not decision.reason


def test_the_page_tells_what_is_lacking_and_leads_to_the_decisions(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    page = reverse("watch:whynot")
    assert "Inga skäl ännu" in client.get(page).text
    put_aside(coordinator, "Saknar partner", "No partner: the choir is full this summer", "")
    text = client.get(page).text
    assert "2 beslut med skäl" in text
    assert text.count("Saknar partner") == 1
    assert "1 utan" in text
    listed = client.get(reverse("watch:inbox"), {"state": "decided", "reason": "Saknar partner"}).text
    assert listed.count("data-row>") == 2
