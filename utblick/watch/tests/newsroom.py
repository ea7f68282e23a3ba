"""A server of feeds that a test can rewrite between two readings. Counts what it was asked."""

from dataclasses import dataclass, field
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Entry:
    id: str
    title: str
    link: str = ""
    text: str = "Om samarbete."


@dataclass
class Newsroom:
    """Feeds by name; `conditional` feeds carry an ETag, `broken` names answer with that status."""

    feeds: dict[str, list[Entry]] = field(default_factory=dict)
    conditional: bool = True
    broken: dict[str, int] = field(default_factory=dict)
    raw: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        room = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                name = self.path.strip("/")
                status, body = room.answer(name)
                tag = f'"{sha1(body).hexdigest()}"'
                if status == 200 and room.conditional and self.headers.get("If-None-Match") == tag:
                    status, body = 304, b""
                room.asked.append((name, status))
                self.send_response(status)
                if room.conditional:
                    self.send_header("ETag", tag)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                return None

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/{name}"

    def answer(self, name: str) -> tuple[int, bytes]:
        if name in self.broken:
            return self.broken[name], b""
        if name in self.raw:
            return 200, self.raw[name]
        return (200, rss(name, self.feeds[name])) if name in self.feeds else (404, b"")

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def rss(title: str, entries: list[Entry]) -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>{entry.id}</guid><title>{entry.title}</title>"
        f"<link>{entry.link or 'https://example.org/' + entry.id}</link><description>{entry.text}</description></item>"
        for entry in entries
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()
