"""A full export holds everything of the municipality, nothing of another, and says so in the trail."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.chain import make_chain
from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_municipality
from utblick.files import uploads
from utblick.journal.models import Entry
from utblick.outreach.models import DigestEntry
from utblick.outreach.tests.make import make_digest
from utblick.partners.tests.make import make_agreement, make_organisation
from utblick.records import exporting, tasks
from utblick.records.export import kinds
from utblick.records.export.columns import LEFT_OUT, file_field, is_file, told_fields
from utblick.records.export.writing import Summary, write
from utblick.records.models import KEPT, Export
from utblick.tenancy import scope
from utblick.tenancy.scope import Owned

pytestmark = pytest.mark.django_db
# Named as if they opened a door, and do not.
HARMLESS = {"secret", "secret_with", "translation_key", "file_hash", "body_hash", "content_hash", "focal_point_key"}
# Wagtail's own machinery, which its pages and pictures point to: told by its key alone.
NOT_FOLLOWED = {"wagtailcore.page", "wagtailcore.revision", "wagtailcore.collection", "contenttypes.contenttype"}
NOT_FOLLOWED |= {"wagtailcore.task", "wagtailcore.taskstate"}


@pytest.fixture(autouse=True)
def place(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = settings.MEDIA_ROOT = tmp_path
    return tmp_path


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(path) as found:
        yield found


def lines(file: zipfile.ZipFile, label: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read(f"jsonl/{label}.jsonl").splitlines()]


def exported(path: Path, *, open_only: bool = False) -> Summary:
    with translation.override("sv"):
        return write(path, open_only=open_only)


def test_every_row_of_the_municipality_is_there_and_explained_and_none_of_another(
    municipality: Municipality, place: Path
) -> None:
    with scope.acting(make_municipality("Grannkommun")):
        theirs = make_chain()
    with scope.acting(municipality):
        ours = make_chain()
        summary = exported(place / "all.zip")
    with opened(place / "all.zip") as file:
        for model in apps.get_models():
            if issubclass(model, Owned):
                held = models.QuerySet(model).filter(municipality=municipality).values_list("pk", flat=True)
                told = lines(file, model._meta.label_lower)
                assert sorted(row[model._meta.pk.attname] for row in told) == sorted(held), model
        whole = b"".join(file.read(name) for name in file.namelist()).decode(errors="replace")
    assert [mark for mark in ours.marks if mark not in whole] == []
    assert [mark for mark in theirs.marks if mark in whole] == []
    assert summary.files > 0
    assert_explained(place / "all.zip", summary)


def assert_explained(path: Path, summary: Summary) -> None:
    """What the tables and the files say agrees with the schema and the checksums."""
    with opened(path) as file:
        package = json.loads(file.read("datapackage.json"))
        for one in package["resources"]:
            if one["format"] == "csv":
                rows = list(csv.reader(io.StringIO(file.read(one["path"]).decode()), delimiter=";"))
                assert rows[0] == [field["name"] for field in one["schema"]["fields"]]
                assert rows[1] == [field["title"] for field in one["schema"]["fields"]]
                assert len(rows) - 2 == summary.rows[one["name"]]
        sums = dict(reversed(line.split("  ")) for line in file.read("checksums.sha256").decode().splitlines())
        assert {name: hashlib.sha256(file.read(name)).hexdigest() for name in sums} == sums
        assert set(file.namelist()) == {*sums, "checksums.sha256"}
        for row in lines(file, "journal.attachment"):
            assert hashlib.sha256(file.read(row["file"])).hexdigest() == row["checksum"]
        assert_related(file, package)


def assert_related(file: zipfile.ZipFile, package: dict[str, Any]) -> None:
    """Each relation leads to a row that is there."""
    keys: dict[str, set[Any]] = {}
    resources = {one["name"]: one for one in package["resources"] if one["format"] == "csv"}
    for name, one in resources.items():
        keys[name] = {row[one["schema"]["primaryKey"]] for row in lines(file, name)}
    for name, one in resources.items():
        for key in one["schema"]["foreignKeys"]:
            target = key["reference"]["resource"] or name
            told = {row[key["fields"][0]] for row in lines(file, name)} - {None}
            assert told <= keys[target], (name, key)


def test_each_relation_leads_to_what_is_exported_and_no_list_of_links_is_forgotten() -> None:
    known = {model._meta.label_lower for model in kinds.all_kinds()}
    for model in kinds.all_kinds():
        for one in kinds.relations(model):
            target = one.related_model._meta.label_lower
            assert target in known | NOT_FOLLOWED, f"{one} leads out of the export: put its model in SHARED"
        if issubclass(model, Owned):
            links = [one.name for one in model._meta.many_to_many if one.remote_field.through._meta.auto_created]
            assert links == [], f"{model} has links that are no rows of a model of ours"


def test_all_that_belongs_to_a_municipality_is_exported_or_made_anew_from_the_rest() -> None:
    with_municipality = {
        model._meta.label
        for model in apps.get_models()
        if any(one.related_model is Municipality for one in model._meta.concrete_fields)
    }
    assert with_municipality - {model._meta.label for model in kinds.all_kinds()} == kinds.MADE_ANEW


def test_nothing_that_opens_a_door_is_told() -> None:
    words = ("secret", "token", "password", "digest", "hash", "private")
    for model in kinds.all_kinds():
        told = {one.name for one in told_fields(model)} - HARMLESS
        suspect = {name for name in told if any(word in name for word in words)}
        relations = {one.name for one in model._meta.concrete_fields if one.related_model}
        assert suspect - relations == set(), f"leave {suspect} of {model} out of the export, or say that it is harmless"


def test_each_file_is_told_or_left_out_by_name() -> None:
    for model in kinds.all_kinds():
        files = [one.name for one in model._meta.concrete_fields if is_file(one)]
        told = file_field(model)
        assert set(files) - LEFT_OUT.get(model._meta.label_lower, frozenset()) == ({told.name} if told else set())


def test_what_is_confidential_is_marked_and_can_be_left_out(here: Municipality, place: Path) -> None:
    organisation = make_organisation("Granskogsbolaget", secrecy_ground="OSL 31 kap. 16 §")
    make_agreement(organisation=organisation, title="Granskogsavtalet")
    sent = DigestEntry.objects.create(digest=make_digest(), kind="result", key=1)
    sent.told = {"title": "Granskogsbolaget vann"}
    sent.save()
    exported(place / "all.zip")
    exported(place / "open.zip", open_only=True)
    with opened(place / "all.zip") as file:
        assert "Granskogsbolaget vann" in str(lines(file, "outreach.digestentry"))
        for label in ("partners.organisation", "partners.agreement", "journal.entry"):
            assert {row["confidential"] for row in lines(file, label) if "Granskogs" in str(row)} == {True}
    with opened(place / "open.zip") as file:
        assert not any(b"Granskogs" in file.read(name) for name in file.namelist())
        assert "utelämnade" in file.read("LÄSMIG.md").decode()


def test_a_text_that_a_spreadsheet_would_run_is_harmless_in_the_table_and_exact_beside(
    here: Municipality, place: Path
) -> None:
    make_organisation("=1+1")
    exported(place / "all.zip")
    with opened(place / "all.zip") as file:
        assert "'=1+1" in file.read("csv/partners.organisation.csv").decode()
        assert [row["name"] for row in lines(file, "partners.organisation")] == ["=1+1"]


def test_a_coordinator_gets_the_file_from_the_page_and_the_trail_tells(coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    answer = client.post(reverse("records:ask_export"), {}, follow=True)
    assert "Fullständig export" in answer.text
    export = Export.objects.get()
    tasks.put_together.func(export.pk)
    export.refresh_from_db()
    assert (export.state, export.done) == ("ready", export.total)
    file = client.get(reverse("records:export_file", args=[export.pk]))
    content = b"".join(file.streaming_content)  # type: ignore[attr-defined]
    assert hashlib.sha256(content).hexdigest() == export.checksum
    told = Entry.objects.filter(kind="records.export")
    assert [(one.by, sorted(one.after)) for one in told] == [
        (coordinator, ["fetched_at"]),
        (coordinator, ["by_id", "open_only"]),
    ]
    client.post(reverse("records:throw_away_export", args=[export.pk]))
    assert client.get(reverse("records:export_file", args=[export.pk])).status_code == 404
    assert not uploads().exists(export.place)


def test_an_auditor_sees_that_exports_were_made_and_gets_none(auditor: User, client: Client) -> None:
    client.force_login(auditor)
    export = Export.objects.create(by=auditor, state="ready")
    assert "Fullständig export" in client.get(reverse("records:exports")).text
    assert client.post(reverse("records:ask_export")).status_code == 403
    assert client.get(reverse("records:export_file", args=[export.pk])).status_code == 403


def test_the_file_is_thrown_away_when_it_has_been_kept_long_enough(coordinator: User) -> None:
    export = exporting.ask(by=coordinator, open_only=False)
    tasks.put_together.func(export.pk)
    tasks.throw_away.func()
    assert uploads().exists(export.place)
    with time_machine.travel(timezone.now() + KEPT + timedelta(hours=1)):
        tasks.throw_away.func()
    assert not uploads().exists(export.place)
    assert Export.objects.get().state == "gone"


def test_who_asks_while_one_is_put_together_gets_that_one(coordinator: User) -> None:
    Export.objects.create(by=coordinator, state="working")
    exporting.ask(by=coordinator, open_only=False)
    assert Export.objects.count() == 1


def test_an_operator_writes_it_to_a_file_and_nothing_is_written_over(
    here: Municipality, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = place / "out.zip"
    call_command("export", here.slug, str(path))
    assert "rows" in capsys.readouterr().out
    with pytest.raises(CommandError, match="already"):
        call_command("export", here.slug, str(path))
    with pytest.raises(CommandError, match=here.slug):
        call_command("export", "nowhere", str(place / "other.zip"))
