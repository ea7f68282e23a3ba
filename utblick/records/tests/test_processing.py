"""The register of processing tells of all that is held of people: what a model adds and does not declare is noticed."""

import io

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from utblick.accounts.models import User
from utblick.journal.personal import kinds
from utblick.journal.register import declared, looks_personal, register

OURS = [model for model in apps.get_models() if model.__module__.startswith("utblick.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_each_field_that_looks_personal_is_declared(model: type) -> None:
    meta = model._meta  # type: ignore[attr-defined]
    suspect = {one.name for one in meta.concrete_fields if looks_personal(one)}
    missing = suspect - declared(meta.label_lower)
    assert missing == set(), (
        f"say in utblick/…/processing.py what {meta.label_lower} holds them for, or that they are not personal"
    )


def test_what_is_declared_exists() -> None:
    for entry in register():
        for kind, names in entry.fields.items():
            known = {one.name for one in apps.get_model(kind)._meta.concrete_fields}
            assert set(names) <= known, kind


def test_what_is_erased_of_a_person_is_declared() -> None:
    for model in kinds().values():
        assert set(model.personal) <= declared(model._meta.label_lower), model


@pytest.mark.django_db
def test_an_auditor_reads_the_register_and_takes_it_home(auditor: User, client: Client) -> None:
    client.force_login(auditor)
    page = client.get(reverse("records:processing")).text
    assert "Besöksförfrågningar" in page
    assert "365 dagar efter besöket eller svaret" in page
    answer = client.get(reverse("records:processing_sheet", args=["xlsx"]))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert "Besöksförfrågningar" in [row[1] for row in sheet]
