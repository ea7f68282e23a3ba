"""Two forms of the same title are two initiatives; the same form sent twice is one (tests/test_sent_twice.py)."""

from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.initiatives.models import Initiative


def test_two_forms_of_the_same_title_start_two(here: object, client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    facts = {"title": "Ungdomsutbyte", "status": Initiative.Status.IDEA, "owner": coordinator.pk}
    for _form in range(2):
        client.post(reverse("initiatives:start"), facts)
    assert Initiative.objects.count() == 2


def test_a_goal_that_no_database_counts_to_is_refused_in_words(here: object, client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.post(reverse("initiatives:start"), {"title": "Utbyte", "goals": [str(2**63)]})
    assert answer.status_code == 422
