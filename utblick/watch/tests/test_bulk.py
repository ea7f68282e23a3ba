"""Many rows at once, on whichever database the tests run: some go into a statement together, and what is over by itself."""

import pytest

from utblick.watch import bulk
from utblick.watch.models import Item, ItemKey, ItemMeaning
from utblick.watch.tests.make import make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("here")]

TOGETHER = bulk.VALUES_AN_INSERT // 2
COUNTS = [1, TOGETHER - 1, TOGETHER, TOGETHER + 1, 2 * TOGETHER + 3]


@pytest.mark.parametrize("count", COUNTS)
def test_every_row_is_inserted_however_many_there_are(count: int) -> None:
    item = make_item()
    keys = [(key, item.pk) for key in range(count)]
    bulk.insert(ItemKey, ["key", "item_id"], keys)
    assert list(ItemKey.objects.order_by("key").values_list("key", "item_id")) == keys


@pytest.mark.parametrize("count", COUNTS)
def test_a_row_that_is_there_already_keeps_no_other_out(count: int) -> None:
    item = make_item()
    keys = [(key, item.pk) for key in range(count)]
    bulk.insert(ItemKey, ["key", "item_id"], keys[::2])
    bulk.insert(ItemKey, ["key", "item_id"], keys, once=True)
    assert ItemKey.objects.count() == count


def test_no_rows_are_no_fault() -> None:
    bulk.insert(ItemKey, ["key", "item_id"], [])
    bulk.update(Item, ["title"], [])
    assert bulk.rows(ItemKey, ["key", "item_id"], "key", []) == []
    assert not ItemKey.objects.exists()


def test_a_row_that_is_there_gets_the_new_values_and_another_is_added() -> None:
    known, new = make_item(), make_item()
    names = ["item_id", "version", "content_hash", "vector"]
    bulk.insert(ItemMeaning, names, [(known.pk, "1", "a", b"x")])
    bulk.insert(ItemMeaning, names, [(known.pk, "2", "b", b"y"), (new.pk, "2", "c", b"")], renewed_by=["item_id"])
    found = ItemMeaning.objects.order_by("item").values_list("item", "version", "content_hash")
    assert list(found) == [(known.pk, "2", "b"), (new.pk, "2", "c")]
