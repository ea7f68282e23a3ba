"""Over https the name asked for is proved by its certificate, though the connection goes to a checked number."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from ipaddress import ip_network
from pathlib import Path

import pytest

from utblick.watch.connectors import Request
from utblick.watch.errors import Unreachable
from utblick.watch.http import Door, Limits

NAME = "secure.example"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificate to try with")
    file = tmp_path / "both.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", "-", "-out", "-"], capture_output=True, check=True,
    )  # fmt: skip
    file.write_bytes(made.stdout)
    return file


@pytest.fixture
def port(certificate: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listener, context), daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


def serve(listener: socket.socket, context: ssl.SSLContext) -> None:
    with suppress(OSError):
        while True:
            plain, _ = listener.accept()
            with suppress(OSError), context.wrap_socket(plain, server_side=True) as secure:
                secure.recv(65_536)
                secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")


def door(certificate: Path | None) -> Door:
    async def lookup(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    trusting = ssl.create_default_context(cafile=str(certificate)) if certificate else None
    return Door(allow=[ip_network("127.0.0.0/8")], lookup=lookup, tls=trusting, limits=Limits(seconds=3))


def test_the_certificate_of_the_name_is_taken(certificate: Path, port: int) -> None:
    assert door(certificate).fetch(Request(f"https://{NAME}:{port}/")).body == b"ok"


@pytest.mark.parametrize("trusted", [True, False])
def test_another_name_or_an_unknown_signer_is_not(certificate: Path, port: int, trusted: bool) -> None:
    name = "other.example" if trusted else NAME
    with pytest.raises(Unreachable) as caught:
        door(certificate if trusted else None).fetch(Request(f"https://{name}:{port}/"))
    assert caught.value.code == "certificate"
