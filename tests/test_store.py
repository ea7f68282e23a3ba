"""Uploads in an S3-compatible store: whoever keeps or reads files works as with a folder, and nothing is lost when it is away."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.another_host import OWN
from utblick.accounts.models import Municipality, User
from utblick.desk.reading_files import read_all
from utblick.files import uploads
from utblick.files.s3 import Store
from utblick.files.tests.s3 import KEY, SECRET, free_port, served, using
from utblick.finder import tasks as finder_tasks
from utblick.finder.models import FundedProject, ProjectFile
from utblick.finder.tests.make import make_cordis, project_line
from utblick.journal import attachments, tasks
from utblick.journal.attachments import Altered, Attachment
from utblick.operate.backup import archive, drilling, making, restoring
from utblick.operate.backup.errors import NotEmpty
from utblick.operate.tests.conftest import shared_database
from utblick.partners.tests.make import make_agreement
from utblick.records import exporting
from utblick.records.models import Export
from utblick.site.written.tests.make import make_page, make_picture

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 ett signerat avtal"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("store")
    (made / "bucket").mkdir()
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as told:
        yield told


@pytest.fixture(autouse=True)
def store(address: str, settings: Any, tmp_path: Path) -> Iterator[None]:
    """Each test has a place of its own in the bucket."""
    settings.DATA = settings.MEDIA_ROOT = tmp_path / "data"
    with using(address, location=tmp_path.name):
        yield


def kept(body: bytes = PDF) -> Attachment:
    return attachments.keep(SimpleUploadedFile("avtal.pdf", body))


def put_away(attachment: Attachment) -> Attachment:
    tasks.put_files_away.func()
    return Attachment.objects.get(pk=attachment.pk)


def test_an_attached_file_goes_into_the_store_and_comes_out_through_our_own_page(client: Client, officer: User) -> None:
    agreement = make_agreement(document=kept())
    attachment = put_away(agreement.document)
    assert attachment.body is None
    assert uploads().open(attachment.place).read() == PDF
    client.force_login(officer)
    answer = client.get(reverse("partners:agreement_document", args=[agreement.pk]))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    client.logout()
    assert client.get(reverse("partners:agreement_document", args=[agreement.pk])).status_code == 302


def test_what_was_changed_in_the_store_is_not_handed_out(here: Municipality) -> None:
    attachment = put_away(kept())
    uploads().put(attachment.place, ContentFile(b"%PDF-1.7 ett annat avtal"))
    with pytest.raises(Altered):
        attachment.content()
    read_all()
    assert not Attachment.objects.filter(text=None).exists(), "the others are read all the same"


def test_a_file_that_is_rid_of_a_name_while_it_is_put_away_keeps_its_new_content_and_not_the_old(
    here: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    attachment, real = kept(), Store.put
    new = b"%PDF-1.7 utan namn"

    def put(self: Store, name: str, content: ContentFile[bytes]) -> None:
        real(self, name, content)
        facts = {"body": new, "checksum": hashlib.sha256(new).hexdigest()}
        Attachment.objects.filter(pk=attachment.pk).update(**facts)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "put", put)
        assert put_away(attachment).body == new
    assert not uploads().exists(attachment.place)
    assert put_away(attachment).content() == new


def test_a_deleted_file_is_gone_from_the_store_too(here: Municipality, django_capture_on_commit_callbacks: Any) -> None:
    attachment = put_away(kept())
    with django_capture_on_commit_callbacks(execute=True):
        attachment.delete()
    with pytest.raises(FileNotFoundError):
        uploads().open(attachment.place)


def test_while_the_store_is_away_files_are_received_and_what_lies_there_is_told_of(
    client: Client, officer: User, folder: Path, tmp_path: Path
) -> None:
    agreement = make_agreement(document=kept())
    put_away(agreement.document)
    client.force_login(officer)
    client.raise_request_exception = False
    page, port = reverse("partners:agreement_document", args=[agreement.pk]), free_port()
    with using(f"http://127.0.0.1:{port}", location=tmp_path.name):
        newer = kept(PDF + b" i ny version")
        tasks.put_files_away.func()
        assert read_all() == 0
        assert newer.content() == PDF + b" i ny version"
        answer = client.get(page)
        assert answer.status_code == 503
        assert "Fillagret svarar inte" in answer.text
        with served(folder, port):
            assert put_away(newer).content() == PDF + b" i ny version"
            assert client.get(page).status_code == 200


def test_a_picture_of_a_written_page_is_cut_from_the_store_and_shown_at_our_own_address(
    client: Client, here: Municipality, folder: Path
) -> None:
    make_page()
    rendition = make_picture().get_rendition("width-100")
    assert rendition.url == f"/pictures/{rendition.file.name}"
    assert client.get(rendition.url).status_code == 200
    uploads().delete(rendition.file.name)
    assert client.get(rendition.url).status_code == 404


def test_a_full_export_is_made_on_one_host_and_handed_out_by_another(
    client: Client, coordinator: User, settings: Any, tmp_path: Path
) -> None:
    make_agreement(document=kept())
    tasks.put_files_away.func()
    export = exporting.ask(by=coordinator, open_only=False)
    exporting.put_together(export)
    assert export.files >= 1
    settings.DATA = tmp_path / "another-host"
    client.force_login(coordinator)
    answer = client.get(reverse("records:export_file", args=[export.pk]))
    assert len(b"".join(answer.streaming_content)) == export.size  # type: ignore[attr-defined]
    exporting.throw_away(Export.objects.get())
    assert not uploads().exists(export.place)


def test_project_data_that_is_handed_in_on_one_host_is_read_by_the_worker_of_another(
    coordinator: User, settings: Any, tmp_path: Path
) -> None:
    from utblick.finder import importing

    path = make_cordis(tmp_path, [project_line(101)], [])
    taken = importing.taken(SimpleUploadedFile(path.name, path.read_bytes()), by=coordinator)
    settings.DATA = tmp_path / "another-host"
    finder_tasks.read_file.func(taken.pk)
    assert FundedProject.objects.count() == 1
    assert ProjectFile.objects.get().state == "done"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="an SQLite is of one host")
@pytest.mark.django_db(transaction=True)
def test_two_hosts_with_folders_of_their_own_serve_each_others_files(
    coordinator: User, here: Municipality, address: str, tmp_path: Path
) -> None:
    agreement = make_agreement(document=kept())
    make_page()
    rendition = make_picture().get_rendition("width-100")
    tasks.put_files_away.func()
    export = exporting.ask(by=coordinator, open_only=False)
    exporting.put_together(export)
    asked = [
        reverse("partners:agreement_document", args=[agreement.pk]),
        rendition.url,
        reverse("records:export_file", args=[export.pk]),
    ]
    other = on_another_host(here, address, tmp_path, str(coordinator.pk), *asked)
    with rendition.file.open() as picture:
        shown = hashlib.sha256(picture.read()).hexdigest()
    assert other["served"] == [hashlib.sha256(PDF).hexdigest(), shown, Export.objects.get().checksum]
    assert uploads().open(other["place"]).read() == OWN


def on_another_host(here: Municipality, address: str, place: Path, *words: str) -> Any:
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "utblick.config.settings",
        "UTBLICK_DATA": str(place / "another-host"),
        "UTBLICK_HOSTS": here.hosts.split()[0],
        "DATABASE_URL": shared_database(place),
        "UTBLICK_S3_ENDPOINT": address,
        "UTBLICK_S3_BUCKET": "bucket",
        "UTBLICK_S3_PREFIX": place.name,
        "UTBLICK_S3_REGION": "eu-north-1",
        "UTBLICK_S3_KEY": KEY,
        "UTBLICK_S3_SECRET": SECRET,
    }
    told = subprocess.run([sys.executable, "-m", "tests.another_host", *words], env=env, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


@pytest.mark.django_db(transaction=True)
def test_a_backup_takes_what_lies_in_the_store_and_puts_it_into_an_empty_one(
    here: Municipality, address: str, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = put_away(kept()).place
    uploads().put("exports/1.zip", ContentFile(b"made again"))
    key = tmp_path / "key.txt"
    public = archive.recipients([archive.make_key(key)])
    path, told = making.make(tmp_path / "backups", public)
    assert [one for one in told.files if "uploads" in one] == [f"uploads/{place}"]
    assert drilling.try_to_restore(path, archive.identity(key)).files == told.files
    base = making.BASES[connection.vendor]
    settings.DATA = tmp_path / "new"
    with base.scratch() as name, monkeypatch.context() as patch:
        patch.setattr(base, "target", lambda: name)
        with pytest.raises(NotEmpty, match="store"):
            restoring.restore(path, archive.identity(key))
        with using(address, location=f"{tmp_path.name}/new"):
            restoring.restore(path, archive.identity(key))
            assert list(uploads().names()) == [place]  # type: ignore[union-attr]
            assert uploads().open(place).read() == PDF
    assert not (tmp_path / "new" / "uploads").exists()
