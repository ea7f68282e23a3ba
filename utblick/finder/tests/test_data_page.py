"""The operator reads in project data, and sees how it goes."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, Role
from utblick.accounts.tests.make import make_user
from utblick.finder.models import FundedProject, ProjectFile
from utblick.finder.tests.make import make_cordis, part_line, project_line
from utblick.tenancy import scope
from utblick.ui import sending

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client: Client, municipality: Municipality, settings, tmp_path: Path) -> Client:
    settings.DATA = settings.MEDIA_ROOT = tmp_path / "data"
    with scope.acting(municipality):
        user = make_user(Role.COORDINATOR)
    user.is_operator = True
    user.save()
    client.force_login(user)
    return client


def given(operator: Client, path: Path, run) -> str:
    with run(execute=True):
        operator.post(reverse("finder:data"), {"file": SimpleUploadedFile(path.name, path.read_bytes())})
    return operator.get(reverse("finder:data")).text


def test_a_file_is_read_in_the_background_and_its_progress_is_shown(
    operator: Client, tmp_path: Path, django_capture_on_commit_callbacks
) -> None:
    path = make_cordis(tmp_path, [project_line(101), project_line(102, title="")], [part_line(101)])
    operator.post(reverse("finder:data"), {"file": SimpleUploadedFile(path.name, path.read_bytes())})
    asks_again = f'hx-get="{reverse("finder:data")}"'
    assert asks_again in operator.get(reverse("finder:data")).text
    page = given(operator, path, django_capture_on_commit_callbacks)
    assert asks_again not in page
    assert FundedProject.objects.count() == 1
    assert "1 nya projekt" in page
    assert "1 rad utelämnades" in page
    assert "Projektet saknar titel: 1" in page


def test_the_same_file_again_says_that_it_has_been_read(
    operator: Client, tmp_path: Path, django_capture_on_commit_callbacks
) -> None:
    path = make_cordis(tmp_path, [project_line(101)], [])
    page = given(operator, path, django_capture_on_commit_callbacks)
    # With a key the second giving would be taken for the first, though it is how a reading that was cut off goes on.
    assert sending.FIELD not in page
    assert "har lästs in tidigare" in given(operator, path, django_capture_on_commit_callbacks)
    assert ProjectFile.objects.count() == 1


def test_a_file_of_another_kind_is_told_of_and_may_be_tried_again(
    operator: Client, tmp_path: Path, django_capture_on_commit_callbacks
) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    assert "Ingen av dess tabeller har rubriker" in given(operator, path, django_capture_on_commit_callbacks)
    file = ProjectFile.objects.get()
    assert "0 uppgifter" not in operator.get(reverse("finder:data")).text
    with django_capture_on_commit_callbacks(execute=True):
        assert operator.post(reverse("finder:read_on", args=[file.pk])).status_code == 302


def test_only_the_operator_reads_in_data(client: Client, municipality: Municipality) -> None:
    with scope.acting(municipality):
        client.force_login(make_user(Role.COORDINATOR))
    assert client.get(reverse("finder:data")).status_code == 403
