"""A form that is sent twice, by a double click or an impatient reload, starts one initiative."""

from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.initiatives.models import Initiative


def test_the_same_form_sent_twice_starts_one_initiative(here: object, client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    facts = {"title": "Ungdomsutbyte", "status": Initiative.Status.IDEA, "owner": coordinator.pk}
    first, second = (client.post(reverse("initiatives:start"), facts) for _sending in range(2))
    assert first.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert Initiative.objects.count() == 1


def test_another_title_or_a_withdrawn_twin_starts_a_new_one(here: object, client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    facts = {"title": "Ungdomsutbyte", "status": Initiative.Status.IDEA, "owner": coordinator.pk}
    client.post(reverse("initiatives:start"), facts)
    client.post(reverse("initiatives:start"), {**facts, "title": "Lärarutbyte"})
    Initiative.objects.get(title="Ungdomsutbyte").withdraw()
    client.post(reverse("initiatives:start"), facts)
    assert Initiative.objects.count() == 3


def test_a_goal_that_no_database_counts_to_is_refused_in_words(here: object, client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.post(reverse("initiatives:start"), {"title": "Utbyte", "goals": [str(2**63)]})
    assert answer.status_code == 422
