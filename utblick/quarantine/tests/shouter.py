"""A child for the tests: does what it is told, be it its own end."""

import os
import signal
from typing import Any

from utblick.quarantine.child import About, serve


def told(about: About, body: bytes) -> Any:
    match about["do"]:
        case "die":
            os.kill(os.getpid(), signal.SIGABRT)
        case "fill":
            return len(b"x" * (1 << 30))
        case "write":
            with open(about["file"], "w") as file:
                file.write("x")
        case "turn":
            while True:
                pass
    return body.decode().upper()


if __name__ == "__main__":
    serve(told, memory=128 * 1024 * 1024)
