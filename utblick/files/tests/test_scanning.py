"""Uploads pass clamd, a real one that the test starts with a signature of its own: Debian's clamav-daemon, where it is."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver
from django.utils import translation
from pytest_django.fixtures import Settings

from utblick.files.scanning import AT_A_TIME, is_there
from utblick.ui.fields import UploadField

# The test string of EICAR in two parts, so that no scanner takes this file for one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLAMD = shutil.which("clamd")
CONFIG = """LocalSocket {0}/s
TCPSocket {1}
TCPAddr 127.0.0.1
DatabaseDirectory {0}
Foreground yes
StreamMaxLength 1M
"""
FIELD = UploadField(kinds=(".txt",))


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A scanner that knows one virus, by socket and by port."""
    if CLAMD is None:
        pytest.skip("clamd is not installed (apt-get install clamav-daemon)")
    folder = tmp_path_factory.mktemp("c")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "own.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(CONFIG.format(folder, port))
    started = subprocess.Popen([CLAMD, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            if (folder / "s").exists() or started.poll() is not None:
                break
            time.sleep(0.1)
        yield f"{folder}/s", f"127.0.0.1:{port}"
    finally:
        started.terminate()
        started.wait()


def refused(body: bytes, name: str = "brev.txt") -> str:
    with translation.override("sv"):
        try:
            FIELD.clean(SimpleUploadedFile(name, body))
        except forms.ValidationError as error:
            return str(error.messages[0])
    return ""


@pytest.mark.parametrize("by", [0, 1], ids=["socket", "port"])
def test_a_file_with_a_virus_is_refused_and_a_clean_one_is_whole(
    clamd: tuple[str, str], by: int, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CLAMD = clamd[by]
    assert is_there()
    told = refused(b"x" * AT_A_TIME + EICAR)
    assert told.startswith("”brev.txt” innehåller ett virus (Eicar-Test.UNOFFICIAL) och togs inte emot. Radera filen")
    assert "Eicar-Test" in caplog.text
    assert "brev.txt" not in caplog.text
    body = b"hej" * AT_A_TIME
    assert FIELD.clean(SimpleUploadedFile("brev.txt", body)).read() == body


def test_what_the_scanner_does_not_take_is_not_let_in(clamd: tuple[str, str], settings: Settings) -> None:
    settings.CLAMD = clamd[0]
    assert "kan inte kontrolleras" in refused(b"x" * 2_000_000)


@pytest.mark.parametrize("address", ["/finns/inte", "127.0.0.1:1", "fel"])
def test_a_scanner_that_does_not_answer_lets_nothing_in(address: str, settings: Settings) -> None:
    settings.CLAMD = address
    assert not is_there()
    assert "Försök igen om en stund" in refused(b"hej")


def test_without_a_scanner_files_are_taken_in(settings: Settings) -> None:
    settings.CLAMD = ""
    assert FIELD.clean(SimpleUploadedFile("brev.txt", EICAR)).read() == EICAR


def test_every_form_that_takes_a_file_passes_the_scanner() -> None:
    get_resolver().url_patterns  # noqa: B018  # All forms are then loaded.
    fields = [
        (form, field)
        for form in subclasses(forms.BaseForm)
        if form.__module__.startswith("utblick.")
        for field in getattr(form, "base_fields", {}).values()
        if isinstance(field, forms.FileField)
    ]
    assert len(fields) > 10
    assert [form for form, field in fields if not isinstance(field, UploadField)] == []


def subclasses(of: type) -> Iterator[type]:
    for one in of.__subclasses__():
        yield one
        yield from subclasses(one)
