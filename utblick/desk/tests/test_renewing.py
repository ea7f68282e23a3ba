"""After an upgrade the search finds what was saved before it by the stems that words have now."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.chain import make_chain
from utblick.accounts.models import Municipality
from utblick.desk import renewing as desk
from utblick.goals.tests.make import make_goal
from utblick.search import indexing, renewing
from utblick.search.finding import find
from utblick.search.models import Renewal, Row
from utblick.site.written import searching
from utblick.tenancy import scope
from utblick.watch.tests.make import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Words are put in as they are written, as by a version that did not know their forms."""
    with monkeypatch.context() as patched:
        patched.setattr(indexing, "_stems_in", lambda language: _Bare())
        patched.setattr(indexing, "_title_stems_in", lambda language: _Bare("t0"))
        yield patched


class _Bare(dict[str, str]):
    def __init__(self, mark: str = "") -> None:
        self.mark = mark

    def __missing__(self, word: str) -> str:
        return self.mark + word


def titles(query: str) -> list[str]:
    return [hit.title for hit in find(query)]


def stored() -> dict[tuple[str, int], tuple[Any, ...]]:
    with scope.everywhere():
        rows = Row.objects.values_list("kind", "object_id", "title", "municipality", "secret", "url", "came_on", "text")
        return {row[:2]: row[2:] for row in rows}


def test_what_was_saved_before_is_found_after_and_is_otherwise_as_it_was(here: Municipality, before: Any) -> None:
    make_chain()
    make_goal(name="Musik", text="Kommunen vill lära av andra städer.")
    make_item("Cykling i städer", language="sv")
    was = stored()
    before.undo()
    assert titles("stad") == []

    desk.renew_all()
    assert titles("stad") == ["Cykling i städer", "Musik"]
    assert was.items() <= stored().items()
    assert desk.renew_all() == 0


def test_each_published_page_is_put_in_anew_for_whose_it_is(here: Municipality) -> None:
    make_chain()
    was = {key: row for key, row in stored().items() if key[0] == searching.KIND}
    assert was
    with scope.everywhere():
        Row.objects.filter(kind=searching.KIND).delete()
    desk.renew_all()
    assert was.items() <= stored().items()


def test_a_renewal_that_was_cut_off_goes_on_where_it_was_and_begins_anew_for_other_stems(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[tuple[str, int]] = []

    def put(kind: str, keys: list[int], after: int) -> int | None:
        at = next((key for key in keys if key > after), None)
        if at:
            done.append((kind, at))
        return at

    kinds = {"one": lambda after: put("one", [3, 7], after), "two": lambda after: put("two", [5], after)}
    assert renewing.renew(kinds)
    with pytest.raises(ZeroDivisionError):
        renewing.renew({"one": lambda after: 1 // 0, "two": kinds["two"]})
    while renewing.renew(kinds):
        pass
    assert done == [("one", 3), ("one", 7), ("two", 5)]
    Renewal.objects.update(version="other")
    while renewing.renew(kinds):
        pass
    assert done == [("one", 3), ("one", 7), ("two", 5)] * 2
