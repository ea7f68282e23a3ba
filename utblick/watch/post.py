"""The post box for newsletters: a Maildir on this machine, or a mailbox on an IMAP server. Read only; nothing is moved or marked.

One box serves the installation. A source of the kind `mail` names the address to which its municipality's newsletters come
(`mail:nyheter+stromsund@example.org`); it gets the messages to that address and no others. What was read last time is remembered
in the source's ETag, so that a box without new mail costs one look.
"""

import imaplib
import json
import ssl
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import unquote, urlsplit

from utblick.watch.connectors import Request
from utblick.watch.errors import NotAllowed, NotThere, TooSlow, Trouble, Unreachable
from utblick.watch.http import Door, Fetched

SCHEME = "mail:"
RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
# So much is read at a time, the oldest first; the rest comes the next time.
MOST_MESSAGES, MOST_BYTES, LARGEST = 200, 20 * 1024 * 1024, 5 * 1024 * 1024
FIRST_TIME = timedelta(days=14)
"""From how long back a new source is read."""
SECONDS = 30
NEARBY = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Mail:
    """A message and the mark by which the box knows that it has been read."""

    mark: str
    raw: bytes


def asked(request: Request) -> bool:
    return request.url.startswith(SCHEME)


def fetch(box: str, request: Request) -> Fetched:
    """What has come to the address since the mark in the request's ETag. Raises Trouble."""
    if not box:
        raise NotThere("no_box")
    mark, kept = request.etag, list[bytes]()
    size, address = 0, request.url.removeprefix(SCHEME).lower()
    for mail in new_mail(box, request.etag):
        size += len(mail.raw)
        if len(kept) >= MOST_MESSAGES or size > MOST_BYTES:
            break
        mark = mail.mark
        if address in recipients(mail.raw):
            kept.append(mail.raw)
    if not kept and request.etag:
        return Fetched(request, 304, request.url, {"etag": mark})
    body = json.dumps([b64encode(raw).decode() for raw in kept]).encode()
    return Fetched(request, 200, request.url, {"etag": mark}, body)


def recipients(raw: bytes) -> set[str]:
    """Every address that the message came to; also where a header is damaged."""
    message = message_from_bytes(raw[:65_536], policy=policy.compat32)
    told = [str(value) for name in RECIPIENTS for value in message.get_all(name, [])]
    return {address.lower() for _name, address in getaddresses(told)}


def new_mail(box: str, mark: str) -> Iterator[Mail]:
    parts = urlsplit(box)
    if parts.scheme == "maildir":
        return in_maildir(Path(unquote(parts.path)), mark)
    if parts.scheme in ("imap", "imaps"):
        return in_mailbox(box, mark)
    raise NotThere("no_box", parts.scheme)


def in_maildir(folder: Path, mark: str) -> Iterator[Mail]:
    """By the times of delivery; a message that a reader moves from `new` to `cur` keeps its own."""
    if not (folder / "new").is_dir():
        raise NotThere("no_box")
    since = int(mark) if mark.isdigit() else int((datetime.now(UTC) - FIRST_TIME).timestamp() * 1e9)
    found = []
    for place in ("new", "cur"):
        for path in (folder / place).glob("*"):
            with suppress(FileNotFoundError):
                found.append((path.stat().st_mtime_ns, path))
    for at, path in sorted(found):
        if at > since:
            with suppress(FileNotFoundError), path.open("rb") as file:
                yield Mail(str(at), file.read(LARGEST))


def in_mailbox(box: str, mark: str) -> Iterator[Mail]:
    """By the server's own numbers, which only grow; when it has numbered anew, the last days are read again."""
    with opened(box) as server:
        validity = said(server.response("UIDVALIDITY")[1])
        before, _dot, last = mark.partition(".")
        since = f"{datetime.now(UTC) - FIRST_TIME:%d-%b-%Y}"
        known = before == validity and last.isdigit()
        _kind, told = server.uid("SEARCH", *(("UID", f"{int(last) + 1}:*") if known else ("SINCE", since)))
        for number in sorted(int(one) for one in said(told).split()):
            if not known or number > int(last):
                yield Mail(f"{validity}.{number}", message(server, number))


def said(told: Iterable[object]) -> str:
    return b" ".join(one for one in told if isinstance(one, bytes)).decode("ascii", "replace")


def message(server: imaplib.IMAP4, number: int) -> bytes:
    """Without marking it as read; no more than its beginning where it is very large."""
    _kind, parts = server.uid("FETCH", str(number), f"(BODY.PEEK[]<0.{LARGEST}>)")
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")


@contextmanager
def opened(box: str) -> Iterator[imaplib.IMAP4]:
    """Logged in, with the folder open for reading only."""
    parts = urlsplit(box)
    with troubles_named():
        server = connected(parts.scheme, parts.hostname or "", parts.port)
        try:
            server.login(unquote(parts.username or ""), unquote(parts.password or ""))
            kind, _told = server.select(f'"{unquote(parts.path.strip("/")) or "INBOX"}"', readonly=True)
            if kind != "OK":
                raise NotThere("no_box")
            yield server
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                server.logout()


def connected(scheme: str, host: str, port: int | None) -> imaplib.IMAP4:
    """Always in secret, but for a server on this very machine."""
    if scheme == "imaps":
        return imaplib.IMAP4_SSL(host, port or 993, ssl_context=ssl.create_default_context(), timeout=SECONDS)
    server = imaplib.IMAP4(host, port or 143, timeout=SECONDS)
    if host not in NEARBY:
        server.starttls(ssl.create_default_context())
    return server


@contextmanager
def troubles_named() -> Iterator[None]:
    """The library's errors as ours. The server's words may hold the user's name, and are not repeated."""
    try:
        yield
    except Trouble:
        raise
    except TimeoutError as error:
        raise TooSlow("too_slow") from error
    except ssl.SSLError as error:
        raise Unreachable("certificate", str(error)) from error
    except imaplib.IMAP4.abort as error:
        raise Unreachable("cut_off") from error
    except imaplib.IMAP4.error as error:
        raise NotAllowed("box_refuses") from error
    except OSError as error:
        raise Unreachable("no_connection", str(error.strerror or "")) from error


class PostDoor(Door):
    """A door that asks the post box for what is mail, and the network for all else."""

    box = ""

    def fetch(self, request: Request) -> Fetched:
        return fetch(self.box, request) if asked(request) else super().fetch(request)

    def fetch_all(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Fetched | Trouble]]:
        others = []
        for request in requests:
            if asked(request):
                yield request, self._posted(request)
            else:
                others.append(request)
        if others:
            yield from super().fetch_all(others)

    def _posted(self, request: Request) -> Fetched | Trouble:
        try:
            return fetch(self.box, request)
        except Trouble as trouble:
            return trouble
