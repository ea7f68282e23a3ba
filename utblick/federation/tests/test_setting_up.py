from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from utblick.accounts.models import Municipality
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.federation.models import Identity, IdentityProvider
from utblick.federation.tests.conftest import Runs
from utblick.federation.tests.make import claims
from utblick.journal.models import Entry
from utblick.tenancy import scope


def run(*words: str) -> str:
    out = StringIO()
    call_command("identity_provider", *words, stdout=out)
    return out.getvalue()


def set_up(here: Municipality, *more: str) -> str:
    usual = ("--issuer", "https://127.0.0.1:1", "--client-id", "utblick", "--domain", "Kommun.example")
    return run("set", here.slug, "kommunkonto", *usual, *more)


def test_it_is_connected_changed_and_listed(here: Municipality, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mycket hemligt\n")
    told = set_up(here, "--secret-file", str(secret), "--require", "loa3", "--only-way")
    provider = IdentityProvider.objects.get()
    assert f"https://{here.hosts}/log-in/with/{provider.pk}/back/" in told
    assert (provider.reveal(), provider.domains, provider.required) == ("mycket hemligt", ["kommun.example"], ["loa3"])
    run("set", here.slug, "kommunkonto", "--two-factors", "*", "--other-ways-too")
    provider.refresh_from_db()
    assert (provider.strong, provider.is_only_way, provider.required) == (["*"], False, ["loa3"])
    assert here.slug in run("list")
    assert "mycket hemligt" not in str(Entry.objects.values_list("before", "after"))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--issuer", "http://idp.example"], "https://"),
        (["--domain", "kommun"], "Not a domain"),
        (["--domain", "granne.example"], "granne.example is vouched for by"),
    ],
)
def test_what_would_let_in_others_is_refused(here: Municipality, more: list[str], words: str) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        IdentityProvider.objects.create(name="g", issuer="https://g.example", client_id="x", domains=["granne.example"])
    with pytest.raises(CommandError, match=words):
        set_up(here, *more)
    assert not IdentityProvider.objects.exists()


def test_another_issuer_knows_nobody_yet(here: Municipality) -> None:
    set_up(here)
    Identity.objects.create(provider=IdentityProvider.objects.get(), user=make_user(None), subject="1")
    run("set", here.slug, "kommunkonto", "--issuer", "https://127.0.0.1:2")
    assert not Identity.objects.current().exists()


def test_trying_tells_whether_it_answers(here: Municipality, runs: Runs) -> None:
    provider: Any = runs({"1": claims()})
    assert "The provider answers" in run("try", here.slug, provider.name)
    assert "does not answer as it should" in set_up(here, "--issuer", "https://127.0.0.1:1")
    run("end", here.slug, provider.name)
    with pytest.raises(CommandError, match="no identity provider"):
        run("try", here.slug, provider.name)
