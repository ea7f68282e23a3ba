"""The search over everything finds the written pages as the public reads them."""

from contextvars import Context

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from utblick.accounts.models import Municipality
from utblick.search.finding import find
from utblick.site.written.tests.make import make_page, make_translation, section
from utblick.tenancy import scope

pytestmark = pytest.mark.usefixtures("standing")


def test_a_page_is_found_by_what_is_published_and_while_it_is(here: Municipality) -> None:
    page = make_page("Fiske i Vattudalen", body=[("text", "<p>Rödingen biter om våren.</p>")])
    page.title = "Fiske hela året"
    page.save_revision()
    assert [(hit.title, hit.url) for hit in find("rödingen")] == [("Fiske i Vattudalen", page.url)]
    assert find("året") == []
    page.unpublish()
    assert find("rödingen") == []


def test_each_language_is_found_at_its_own_address(here: Municipality) -> None:
    page = make_page("Fiske")
    make_translation(page, "de", title="Angeln", slug="angeln")
    assert [hit.url for hit in find("angeln")] == ["/de/besuchen/angeln/"]


def test_a_page_with_another_address_is_found_there(here: Municipality) -> None:
    page = make_page("Fiske", slug="fiske")
    page.slug = "fisket"
    page.save_revision().publish()
    page.refresh_from_db()
    assert [hit.url for hit in find("fiske")] == [page.url]
    assert page.url.endswith("/fisket/")


def test_a_page_below_one_with_another_address_is_found_there(
    here: Municipality, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page, above = make_page("Rödingen"), section()
    above.slug = "uppleva"
    with django_capture_on_commit_callbacks() as told:
        above.save_revision().publish()
    for tell in told:
        Context().run(tell)  # The work that changed it may have left its municipality before its commit.
    page.refresh_from_db()
    assert [hit.url for hit in find("rödingen")] == [page.url]
    assert "/uppleva/" in page.url


def test_another_municipality_finds_nothing_of_it(here: Municipality, outsider: object) -> None:
    make_page("Rödingen")
    elsewhere = Municipality.objects.exclude(pk=here.pk).get()
    with scope.acting(elsewhere):
        assert find("rödingen") == []


def test_a_page_that_is_deleted_is_not_found(here: Municipality) -> None:
    make_page("Rödingen").delete()
    assert find("rödingen") == []
