"""Uploads in a store that is asked over HTTP: kept, read and deleted, whatever their names, and never lost when it is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from utblick.files import StoreAway, uploads
from utblick.files.s3 import Store
from utblick.files.tests.s3 import free_port, options, served, using


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("store")
    (made / "bucket").mkdir()
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as told:
        yield told


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with using(address):
        made = uploads()
        assert isinstance(made, Store)
        yield made


def test_a_file_is_kept_under_the_prefix_and_read_again_whatever_its_name(store: Store, folder: Path) -> None:
    name = store.save("original_images/Sjö & skog + 1%.jpg", ContentFile(b"\x00\xff" * 600_000))
    assert (folder / "bucket" / "prov" / name).stat().st_size == 1_200_000
    with store.open(name) as file:
        assert file.read() == b"\x00\xff" * 600_000
        file.seek(0)
        assert file.read(2) == b"\x00\xff"
    assert name in list(store.names())
    assert store.size(name) == 1_200_000
    store.delete(name)
    assert not store.exists(name)
    with pytest.raises(FileNotFoundError):
        store.open(name)


def test_a_second_file_of_the_same_name_takes_another_unless_it_is_put_in_its_place(store: Store) -> None:
    first = store.save("bild.jpg", ContentFile(b"en"))
    second = store.save("bild.jpg", ContentFile(b"annan"))
    store.put(first, ContentFile(b"ny"))
    assert [store.open(one).read() for one in (first, second)] == [b"ny", b"annan"]


def test_no_address_leads_past_our_own_views(store: Store, address: str) -> None:
    assert store.url("images/sjö.jpg") == "/pictures/images/sj%C3%B6.jpg"


def test_a_store_that_is_away_or_refuses_us_is_not_a_missing_file(address: str, folder: Path) -> None:
    away = Store(**options(f"http://127.0.0.1:{free_port()}"))
    refusing = Store(**options(address, secret_key="fel"))
    nowhere = Store(**options(address, bucket_name="finns-inte"))
    for one in (away, refusing, nowhere):
        with pytest.raises(StoreAway):
            one.open("bild.jpg")
        with pytest.raises(StoreAway):
            one.save("bild.jpg", ContentFile(b"en"))
    with pytest.raises(StoreAway):
        list(away.names())


def test_a_bucket_that_anyone_may_read_is_found_out(store: Store, folder: Path) -> None:
    store.put("hemligt.pdf", ContentFile(b"%PDF-"))
    assert not store.is_open_to_anyone()
    with served(folder, to_anyone=True) as address:
        assert Store(**options(address)).is_open_to_anyone()
