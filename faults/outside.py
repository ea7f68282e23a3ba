"""What lies outside the installation: a mail server and a source of news, each of which can be made to fail."""

import time
from collections import Counter
from contextlib import suppress
from email import message_from_bytes, policy
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from aiosmtpd.controller import Controller

SLOW = 0.5
"""Seconds that the server is at a mail while things break: else a newsletter is out before anything can."""


class Mails:
    """A real SMTP server. What it said yes to is counted by Message-ID and reader."""

    def __init__(self, port: int) -> None:
        self.taken: Counter[tuple[str, str]] = Counter()
        self.refused = 0
        self.mood, self.pause = "well", SLOW
        self.controller = Controller(self, hostname="127.0.0.1", port=port)
        self.controller.start()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        from asyncio import sleep

        await sleep(self.pause)
        if self.mood == "full":
            self.refused += 1
            return "452 4.3.1 Insufficient system storage"
        if self.mood == "hangs up":
            self.refused += 1
            session.envelope = None
            server.transport.close()
            return "421 4.3.0 Closing"
        mail = message_from_bytes(envelope.content, policy=policy.default)
        for reader in envelope.rcpt_tos:
            self.taken[mail["Message-ID"], reader] += 1
        return "250 Taken"

    def end(self) -> None:
        with suppress(RuntimeError):
            self.controller.stop()


class News:
    """A feed that tells something new each second. `mood`: well, silent (hangs up), broken (half an answer)."""

    def __init__(self, port: int) -> None:
        self.began, self.mood, self.told = time.time(), "well", 0
        self.asked = 0
        self.lock = Lock()
        outer = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked += 1
                if outer.mood == "silent":
                    self.connection.close()
                    return
                body = outer.body()
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if outer.mood == "broken" else body)
                if outer.mood == "broken":
                    self.connection.close()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
        self.address = f"http://127.0.0.1:{port}/nyheter.xml"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def body(self) -> bytes:
        """All that was told until now, so that what a broken reading missed is told again."""
        with self.lock:
            self.told = int(time.time() - self.began)
        rows = "".join(self._entry(number) for number in range(self.told))
        return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Drill</title>{rows}</channel></rss>".encode()

    def _entry(self, number: int) -> str:
        words = f"Utlysning nummer {number} för kommuner i samarbete om klimat, skola och kultur {number * 7919}"
        date = formatdate(self.began + number, usegmt=True)
        return f"<item><title>{words}</title><guid isPermaLink='false'>drill-{number}</guid><pubDate>{date}</pubDate></item>"

    def end(self) -> None:
        self.server.shutdown()
        self.server.server_close()
