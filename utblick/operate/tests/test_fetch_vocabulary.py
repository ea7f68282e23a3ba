"""A vocabulary fetched from its publisher; here from a server on this machine."""

import gzip
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from utblick.lexicon import adding
from utblick.lexicon.tests.test_adding import YSO, rdf
from utblick.watch.tests.conftest import newsroom as newsroom  # the fixture
from utblick.watch.tests.newsroom import Newsroom


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UTBLICK_DATA", str(tmp_path))


def test_what_is_fetched_is_added_with_its_address(newsroom: Newsroom) -> None:
    newsroom.raw["yso.rdf.gz"] = gzip.compress(rdf(YSO))
    out = StringIO()
    call_command("fetch_vocabulary", "yso", newsroom.url("yso.rdf.gz"), edition="2026.11", stdout=out)
    [added] = adding.records()
    assert (added.concepts, added.edition, added.origin) == (30, "2026.11", newsroom.url("yso.rdf.gz"))
    assert added.sha256 in out.getvalue()


@pytest.mark.parametrize(("name", "says"), [("gone", "by hand"), ("page", "finto"), ("other", "checksum")])
def test_a_refusal_says_what_to_do_and_changes_nothing(newsroom: Newsroom, name: str, says: str) -> None:
    newsroom.raw |= {"page": b"<html>choose a format</html>", "other": rdf(YSO)}
    with pytest.raises(CommandError, match=says):
        call_command(
            "fetch_vocabulary", "yso", newsroom.url(name), sha256="00" if name == "other" else "", stdout=StringIO()
        )
    assert adding.records() == []


def test_an_address_within_the_own_network_is_not_asked() -> None:
    with pytest.raises(CommandError, match="by hand"):
        call_command("fetch_vocabulary", "yso", "http://127.0.0.1:9/yso.rdf", stdout=StringIO())
