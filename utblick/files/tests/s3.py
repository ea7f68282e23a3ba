"""A real S3 server over HTTP for the tests: rclone's, which serves a folder and checks signatures."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.test import override_settings

RCLONE = Path(sys.executable).with_name("rclone")
KEY, SECRET = "utblick", "hemligt-men-bara-i-proven"


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(folder: Path, port: int = 0, *, to_anyone: bool = False) -> Iterator[str]:
    """Its address. Each folder within is a bucket; `to_anyone`: nobody needs a key."""
    port = port or free_port()
    told = [RCLONE, "serve", "s3", "--config=", f"--addr=127.0.0.1:{port}", str(folder)]
    told += [] if to_anyone else [f"--auth-key={KEY},{SECRET}"]
    server = subprocess.Popen(told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _wait(port: int) -> None:
    for _ in range(400):
        with closing(socket.socket()) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.025)
    raise AssertionError("The store did not come up.")


def options(address: str, **others: Any) -> dict[str, Any]:
    told = {"bucket_name": "bucket", "endpoint_url": address, "region_name": "eu-north-1", "addressing_style": "path"}
    return {**told, "access_key": KEY, "secret_key": SECRET, "location": "prov", **others}


def using(address: str, **others: Any) -> Any:
    """The settings of an installation whose uploads lie in this store."""
    from django.conf import settings

    store = {"BACKEND": "utblick.files.s3.Store", "OPTIONS": options(address, **others)}
    return override_settings(
        S3_BUCKET="bucket", S3_ENDPOINT=address, S3=store["OPTIONS"], STORAGES={**settings.STORAGES, "default": store}
    )
