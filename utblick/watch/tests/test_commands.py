"""`utblick sources` and `utblick poll`, as a script uses them."""

import json
import tarfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from utblick.accounts.models import Municipality
from utblick.accounts.tests.make import make_municipality
from utblick.tenancy import scope
from utblick.watch.models import Item, Source, Subscription
from utblick.watch.tests.newsroom import Entry, Newsroom


def run(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def polled(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("poll", "--json", *words)[0])
    return found


@pytest.fixture
def opml(newsroom: Newsroom, tmp_path: Path) -> Path:
    newsroom.feeds = {name: [Entry(f"{name}{n}", f"Besked {n} från {name}") for n in range(3)] for name in "abc"}
    rows = "".join(f'<outline text="{name}" xmlUrl="{newsroom.url(name)}"/>' for name in "abca")
    path = tmp_path / "sources.opml"
    path.write_text(f'<opml version="2.0"><body>{rows}<outline text="x" xmlUrl="file:///etc/passwd"/></body></opml>')
    return path


@pytest.mark.django_db
def test_a_script_imports_and_polls_on_an_empty_database(opml: Path) -> None:
    out, err = run("sources", "import", str(opml))
    assert "3 sources added, 0 known already, 1 named twice, 1 refused" in out
    assert "Kommun" in err
    assert "passwd" in err

    first, second = polled(), polled()
    assert set(first) == {"sources", "fetched", "unchanged", "failed", "items_new", "items_changed", "seconds"}
    assert (first["sources"], first["fetched"], first["items_new"]) == (3, 3, 9)
    assert (second["sources"], second["unchanged"], second["items_new"]) == (3, 3, 0)


@pytest.mark.django_db
def test_importing_twice_imports_once(opml: Path) -> None:
    run("sources", "import", str(opml))
    out, err = run("sources", "import", str(opml))

    assert "0 sources added, 3 known already" in out
    assert "Kommun" not in err
    assert Source.objects.count() == 3


def test_only_what_is_due_is_polled_when_asked_so(here: Municipality, opml: Path) -> None:
    run("sources", "import", str(opml))
    polled()

    assert polled("--due")["sources"] == 0


def test_sources_are_listed_with_their_health(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry("1", "Ett")]
    run("sources", "add", newsroom.url("a"), "--name", "Bra")
    run("sources", "add", newsroom.url("borta"), "--name", "Dålig")
    run("poll")
    out, _ = run("sources", "list")

    assert "Bra" in out
    assert "Det finns inget" in out or "There is nothing at this address" in out


def test_with_several_municipalities_one_is_chosen(here: Municipality, newsroom: Newsroom) -> None:
    other = make_municipality("Andra")
    with pytest.raises(CommandError, match="--municipality"):
        run("sources", "add", newsroom.url("a"))
    run("sources", "add", newsroom.url("a"), "--municipality", other.slug)
    run("sources", "--municipality", other.slug, "add", newsroom.url("b"))

    with scope.acting(other):
        assert Subscription.objects.count() == 2
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff", b"<html><body>hej</body></html>", b'<!DOCTYPE x [<!ENTITY a "b">]><opml/>']
)
def test_a_file_that_is_no_list_is_refused_in_words(here: Municipality, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.opml"
    path.write_bytes(content)

    with pytest.raises(CommandError, match="no list of feeds"):
        run("sources", "import", str(path))


def test_a_file_that_is_not_there_is_told(here: Municipality) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("sources", "import", "nowhere.opml")


def test_an_address_that_may_not_be_asked_is_refused(here: Municipality) -> None:
    with pytest.raises(CommandError):
        run("sources", "add", "http://10.0.0.1/feed")
    assert not Source.objects.exists()


def test_the_search_finds_what_was_polled(here: Municipality, opml: Path) -> None:
    from utblick.search.finding import find

    run("sources", "import", str(opml))
    polled()

    hits = find("besked", kind="watch.item")
    assert len(hits) == Item.objects.count() == 9


@pytest.mark.django_db
def test_a_script_hands_in_a_folder_of_real_notices(shared_data: Path, tmp_path: Path) -> None:
    with tarfile.open(shared_data / "ted" / "eforms-sdk-1.15.1-example-notices.tar.gz") as tar:
        tar.extractall(tmp_path, filter="data")
    (tmp_path / "läs.txt").write_text("Om filerna.")
    out, err = run("sources", "hand-in", str(tmp_path))

    assert "80 read, 80 new, 0 changed, 13 refused." in out
    assert "läs.txt" in err
    assert "80 read, 0 new" in run("sources", "hand-in", str(tmp_path))[0]


@pytest.mark.django_db
def test_a_script_adds_a_search_by_the_portals_own_address() -> None:
    run("sources", "add", "https://ted.europa.eu/sv/search/result?FT=broar")
    assert Source.objects.get().connector == "ted"
    with pytest.raises(CommandError, match="shows no search"):
        run("sources", "add", "https://ted.europa.eu/sv/")
