"""How long ago the provider recognised a person, where the municipality sets a limit to it."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Role
from utblick.federation.admission import admit
from utblick.federation.tests.conftest import Runs
from utblick.federation.tests.make import claims, log_in, make_group_role
from utblick.federation.told import NotLetIn, Told


@pytest.mark.parametrize(
    ("ago", "is_let_in"), [pytest.param(5, True, id="just now"), pytest.param(45, False, id="long ago")]
)
def test_who_was_recognised_too_long_ago_is_asked_to_log_in_anew(
    client: Client, runs: Runs, ago: int, is_let_in: bool
) -> None:
    person = claims(groups=["alla"], auth_time=int(time.time()) - ago * 60)
    provider = runs({"1": person}, max_age=30)
    make_group_role(provider, "alla", Role.AUDITOR)
    there = client.get(reverse("federated:begin", args=[provider.pk])).headers["Location"]
    assert parse_qs(urlsplit(there).query)["max_age"] == ["1800"]
    answer = log_in(client, provider, "1")
    assert (answer.status_code == 302) is is_let_in
    assert is_let_in or "för länge sedan" in answer.text


def test_a_provider_that_does_not_say_when_is_not_believed(runs: Runs) -> None:
    provider = runs({}, max_age=30)
    with pytest.raises(NotLetIn, match="too_long_ago"):
        admit(provider, Told(subject="1", address="eva@kommun.example"))
