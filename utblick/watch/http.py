"""The one door to the network.

Every address is checked when its socket opens, redirects included; time, size, headers and redirects are bounded; one
connection a host at a time, many hosts at once; our name is in the user agent. Why aiohttp and not httpx:
docs/decisions/the-watch-asks-with-aiohttp.md.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from urllib.parse import urldefrag, urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from utblick.watch.connectors import Request
from utblick.watch.errors import (
    NotAllowed,
    NotThere,
    Refused,
    Rejected,
    ServerTrouble,
    SlowDown,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Trouble,
    Unreachable,
)
from utblick.watch.politeness import conditions, retry_after
from utblick.watch.reach import Network, check, check_url
from utblick.watch.rounds import Ask, Round
from utblick.watch.unpacking import Collected

AGENT = f"Utblick/{version('utblick')} (horizon scanning for municipalities)"
ACCEPT = "application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.8"

type Lookup = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Limits:
    seconds: float = 30
    """For everything: finding the server, every redirect, and the whole answer."""
    connect_seconds: float = 10
    bytes: int = 20 * 1024 * 1024
    """Of the unpacked body; and of the packed one."""
    redirects: int = 5
    hosts_at_once: int = 64
    waiting: int = 64
    """Answers that lie ready before the reader takes them."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: 200 with a body, or 304 when nothing has changed."""

    request: Request
    status: int
    url: str
    """Where the answer came from in the end."""
    headers: Mapping[str, str] = field(repr=False)
    """Names in lower case."""
    body: bytes = field(default=b"", repr=False)
    moved_to: str = ""
    """The new address, where the source says that it has moved for good."""

    @property
    def unchanged(self) -> bool:
        return self.status == 304

    @property
    def etag(self) -> str:
        return self.headers.get("etag", self.request.etag if self.unchanged else "")

    @property
    def last_modified(self) -> str:
        return self.headers.get("last-modified", self.request.last_modified if self.unchanged else "")


async def system_lookup(host: str, port: int) -> Sequence[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class CheckedResolver(AbstractResolver):
    """Names to addresses that may be reached, each looked up once: the connection goes to what was checked."""

    def __init__(self, lookup: Lookup, allow: Sequence[Network]) -> None:
        self._lookup, self._allow = lookup, allow

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        numbers = await self._lookup(host, port)
        for number in numbers:
            check(number, self._allow)
        return [self._result(host, number, port) for number in dict.fromkeys(numbers)]

    @staticmethod
    def _result(host: str, number: str, port: int) -> ResolveResult:
        kind = socket.AF_INET6 if ":" in number else socket.AF_INET
        return ResolveResult(hostname=host, host=number, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)

    async def close(self) -> None:
        return None


class Door:
    """Fetches; `allow` names networks that may be reached although they are private. Raises Trouble, nothing else."""

    def __init__(
        self,
        *,
        allow: Sequence[Network] = (),
        lookup: Lookup = system_lookup,
        limits: Limits = Limits(),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allow, self._lookup, self.limits = tuple(allow), lookup, limits
        self._tls = tls

    def fetch(self, request: Request) -> Fetched:
        """One answer, or a Trouble."""
        return asyncio.run(self._fetch_alone(request))

    def fetch_all(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Fetched | Trouble]]:
        """Every request with its answer or trouble, as they come in; one connection a host at a time."""
        limits = self.limits
        return Round(requests, self._opened, hosts_at_once=limits.hosts_at_once, waiting=limits.waiting).answers()

    async def _fetch_alone(self, request: Request) -> Fetched:
        async with self._session() as session:
            return await self._fetch(session, request)

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Ask[Fetched | Trouble]]:
        async with self._session() as session:

            async def ask(request: Request) -> Fetched | Trouble:
                try:
                    return await self._fetch(session, request)
                except Trouble as trouble:
                    return trouble

            yield ask

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[aiohttp.ClientSession]:
        connector = aiohttp.TCPConnector(
            limit=0,
            limit_per_host=1,
            resolver=CheckedResolver(self._lookup, self._allow),
            socket_factory=self._open_socket,
            ssl=self._tls or True,
        )
        async with aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self.limits.connect_seconds),
            auto_decompress=False,
            trust_env=False,
            headers={"User-Agent": AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate, br"},
        ) as session:
            yield session

    def _open_socket(self, info: "aiohttp.AddrInfoType") -> socket.socket:
        """The last look, at the very address that the socket is opened to."""
        family, kind, proto, _, address = info
        check(str(address[0]), self._allow)
        return socket.socket(family, kind, proto)

    async def _fetch(self, session: aiohttp.ClientSession, request: Request) -> Fetched:
        with troubles_named():
            async with asyncio.timeout(self.limits.seconds):
                return await self._follow(session, request)

    async def _follow(self, session: aiohttp.ClientSession, request: Request) -> Fetched:
        asked, for_good = request, True
        for _ in range(self.limits.redirects + 1):
            check_url(asked.url, self._allow)
            async with self._send(session, asked) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                target = headers.get("location", "")
                if response.status not in (301, 302, 303, 307, 308) or not target:
                    moved_to = asked.url if for_good and asked is not request else ""
                    return await self._read(request, response, headers, asked.url, moved_to)
                for_good = for_good and response.status in (301, 308)
                asked = redirected(asked, target, response.status)
        raise TooManyRedirects("too_many_redirects", request.url)

    @asynccontextmanager
    async def _send(self, session: aiohttp.ClientSession, request: Request) -> AsyncIterator[aiohttp.ClientResponse]:
        try:
            url = URL(request.url)
        except ValueError as error:
            raise Refused("bad_address", request.url) from error
        async with session.request(
            request.method,
            url,
            data=request.content or None,
            headers={**request.headers, **conditions(request)},
            allow_redirects=False,
        ) as response:
            yield response

    async def _read(
        self, request: Request, response: aiohttp.ClientResponse, headers: dict[str, str], url: str, moved_to: str
    ) -> Fetched:
        if response.status == 304:
            return Fetched(request, 304, url, headers, moved_to=moved_to)
        body = await self._body(response, headers)
        if response.status >= 300:
            raise trouble_of(response.status, headers, body)
        return Fetched(request, 200, url, headers, body, moved_to)

    async def _body(self, response: aiohttp.ClientResponse, headers: Mapping[str, str]) -> bytes:
        most = self.limits.bytes if response.status < 300 else 65_536
        if response.status < 300 and (response.content_length or 0) > most:
            raise TooLarge("too_large", f"{response.content_length} bytes")
        collected, packed = Collected(headers.get("content-encoding", ""), most), 0
        try:
            async for chunk in response.content.iter_any():
                packed += len(chunk)
                if packed > most:
                    raise TooLarge("too_large")
                collected.add(chunk)
        except Trouble:
            if response.status < 300:
                raise
        return collected.body()


def redirected(request: Request, target: str, status: int) -> Request:
    """The question that a redirect leads to; only 307 and 308 repeat a POST. The fragment goes along (RFC 9110, 10.2.2)."""
    try:
        url = urljoin(request.url, target)
        fragment = urldefrag(request.url).fragment
        url = url if not fragment or urldefrag(url).fragment else f"{url}#{fragment}"
    except ValueError as error:
        raise Refused("bad_address", target) from error
    if status in (307, 308) or request.method == "GET":
        return replace(request, url=url)
    return replace(request, url=url, method="GET", content=b"")


def trouble_of(status: int, headers: Mapping[str, str], body: bytes) -> Trouble:
    wait = retry_after(headers)
    if status == 429 or (status == 503 and wait is not None):
        return SlowDown(wait, str(status))
    if status >= 500:
        return ServerTrouble(status)
    if status in (404, 410):
        return NotThere("gone" if status == 410 else "not_found", str(status))
    if status in (401, 403, 407):
        return NotAllowed("not_allowed", str(status))
    return Rejected(status, body)


class troubles_named:  # noqa: N801 - reads as a word: with troubles_named()
    """Turns the network library's errors into ours."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, Trouble):
            return
        named = named_trouble(error)
        if named is not None:
            raise named from error


def named_trouble(error: BaseException) -> Trouble | None:
    match error:
        case TimeoutError():
            return TooSlow("too_slow")
        case aiohttp.ClientConnectorDNSError():
            return Unreachable("name_unknown", error.host)
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return Unreachable("certificate", str(error))
        case aiohttp.InvalidURL() | aiohttp.NonHttpUrlClientError() | UnicodeError():
            return Refused("bad_address", str(error))
        case aiohttp.ClientResponseError():
            big = any(words in str(error) for words in ("when reading", "more than", "Too many headers"))
            return TooLarge("headers_too_large") if big else Unreachable("cut_off", str(error))
        case aiohttp.ClientConnectorError():
            return Unreachable("no_connection", str(error.os_error))
        case aiohttp.ClientError() | OSError():
            return Unreachable("cut_off", str(error))
    return None
