"""A server that answers as sources on the internet do on their worst days. Each path is one way to behave."""

import asyncio
import contextlib
import gzip
import threading
import zlib
from collections.abc import Awaitable, Callable
from functools import cache
from urllib.parse import unquote

import brotli

FEED = b"<rss version='2.0'><channel><title>t</title><item><title>One</title></item></channel></rss>"
type Way = Callable[[asyncio.StreamWriter, str], Awaitable[None]]


def head(status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}"] + [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def said(status: str = "200 OK", body: bytes = b"", **headers: str) -> bytes:
    return head(status, Content_Length=str(len(body)), **headers) + body


def bomb(pack: Callable[[bytes], bytes]) -> bytes:
    return pack(b"\0" * 60_000_000)


class HostileServer:
    """Runs in a thread until closed; `hits` are the paths asked for, `heads` what was said when asking."""

    def __init__(self) -> None:
        self.answers()
        self.hits: list[str] = []
        self.heads: list[str] = []
        self.at_once = self.most_at_once = 0
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port: int = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                asked = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = unquote(asked.split()[1].lstrip("/"))
                self.hits.append(path)
                self.heads.append(asked)
                await self._answer(writer, path, asked)
                await writer.drain()
        self.at_once -= 1
        writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, path: str, asked: str) -> None:
        name, _, rest = path.partition("/")
        way = getattr(self, name, None)
        if way is not None:
            return await way(writer, rest)
        if name == "etag" and 'if-none-match: "v1"' in asked.lower():
            writer.write(head("304 Not Modified", ETag='"v1"'))
        else:
            writer.write(self.answers()[name])

    @staticmethod
    @cache
    def answers() -> dict[str, bytes]:
        return {
            "feed": said(body=FEED),
            "etag": said(body=FEED, ETag='"v1"', Last_Modified="Tue, 01 Sep 2026 10:00:00 GMT"),
            "gzip": said(body=gzip.compress(FEED), Content_Encoding="gzip"),
            "gzip_twice": said(body=gzip.compress(FEED) + gzip.compress(FEED), Content_Encoding="gzip"),
            "zlib": said(body=zlib.compress(FEED), Content_Encoding="deflate"),
            "bare_deflate": said(body=zlib.compress(FEED, wbits=-15), Content_Encoding="deflate"),
            "brotli": said(body=brotli.compress(FEED), Content_Encoding="br"),
            "gzip_bomb": said(body=bomb(gzip.compress), Content_Encoding="gzip"),
            "deflate_bomb": said(body=bomb(zlib.compress), Content_Encoding="deflate"),
            "brotli_bomb": said(body=bomb(lambda zeros: brotli.compress(zeros, quality=5)), Content_Encoding="br"),
            "not_gzip": said(body=b"no gzip at all", Content_Encoding="gzip"),
            "odd_packing": said(body=FEED, Content_Encoding="compress"),
            "large": head(Content_Length="99999999999"),
            "empty": said(),
            "loop": said("302 Found", Location="/loop"),
            "moved": said("301 Moved Permanently", Location="/feed"),
            "for_now": said("302 Found", Location="/feed"),
            "nowhere": said("302 Found", Location="http://[::bad/"),
            "to_file": said("302 Found", Location="file:///etc/passwd"),
            "to_gopher": said("302 Found", Location="gopher://127.0.0.1:70/x"),
            "429": said("429 Too Many Requests", Retry_After="120"),
            "429_far": said("429 Too Many Requests", Retry_After="99999999"),
            "429_odd": said("429 Too Many Requests", Retry_After="soon"),
            "429_date": said(
                "429 Too Many Requests",
                Retry_After="Fri, 01 Jan 2021 00:10:00 GMT",
                Date="Fri, 01 Jan 2021 00:00:00 GMT",
            ),
            "503": said("503 Service Unavailable", Retry_After="60"),
            "500": said("500 Internal Server Error", b"oops"),
            "404": said("404 Not Found"),
            "410": said("410 Gone"),
            "403": said("403 Forbidden"),
            "400": said("400 Bad Request", b'{"type":"QUERY_SYNTAX_ERROR"}'),
            "304_first": head("304 Not Modified"),
            "no_http": b"SSH-2.0-OpenSSH_9\r\n\r\n",
            "big_header": head(X=("x" * 2_000_000)),
            "many_headers": head(**{f"X{number}": "y" * 100 for number in range(5_000)}),
        }

    async def to(self, writer: asyncio.StreamWriter, rest: str) -> None:
        writer.write(said("302 Found", Location=f"http://{rest}"))

    async def endless(self, writer: asyncio.StreamWriter, rest: str) -> None:
        writer.write(head(Transfer_Encoding="chunked"))
        while True:
            writer.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
            await writer.drain()

    async def drip(self, writer: asyncio.StreamWriter, rest: str) -> None:
        writer.write(head(Content_Length="1000000"))
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async def drip_headers(self, writer: asyncio.StreamWriter, rest: str) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X: y\r\n")
            await writer.drain()
            await asyncio.sleep(0.05)

    async def silent(self, writer: asyncio.StreamWriter, rest: str) -> None:
        await asyncio.sleep(3600)

    async def hundreds(self, writer: asyncio.StreamWriter, rest: str) -> None:
        while True:
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            await writer.drain()
            await asyncio.sleep(0.001)

    async def short(self, writer: asyncio.StreamWriter, rest: str) -> None:
        writer.write(head(Content_Length="1000") + b"<rss>")
        await writer.drain()
        writer.close()

    async def reset(self, writer: asyncio.StreamWriter, rest: str) -> None:
        writer.transport.abort()
        raise ConnectionResetError
