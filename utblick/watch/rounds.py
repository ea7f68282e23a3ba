"""A round over many sources: one connection a host at a time, many hosts at once, answers as they come in."""

import asyncio
import queue
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, suppress
from urllib.parse import urlsplit

from utblick.watch.connectors import Request

type Ask[T] = Callable[[Request], Awaitable[T]]
type Opened[T] = Callable[[], AbstractAsyncContextManager[Ask[T]]]


class Round[T]:
    """Puts every request to `ask` in a thread of its own, so that a slow reader makes no source look slow.

    At most `waiting` answers lie ready; then the round waits for the reader. Leaving the loop early ends the round.
    """

    def __init__(self, requests: Iterable[Request], opened: Opened[T], *, hosts_at_once: int, waiting: int) -> None:
        self._hosts = by_host(requests)
        self._opened, self._hosts_at_once = opened, hosts_at_once
        self._ready: queue.SimpleQueue[tuple[Request, T] | None] = queue.SimpleQueue()
        self._waiting = waiting
        self._taken: Callable[[], object] = lambda: None
        self._left = threading.Event()
        self._failure: BaseException | None = None

    def answers(self) -> Iterator[tuple[Request, T]]:
        thread = threading.Thread(target=self._run, name="utblick-round", daemon=True)
        thread.start()
        try:
            while (answer := self._ready.get()) is not None:
                self._taken()
                yield answer
        finally:
            self._left.set()
            thread.join()
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        try:
            asyncio.run(self._visit_all())
        except BaseException as error:
            self._failure = error
        self._ready.put(None)

    async def _visit_all(self) -> None:
        # A place for each answer that may lie ready; the reader gives it back from its own thread when it takes one.
        self._places = asyncio.Semaphore(self._waiting)
        loop = asyncio.get_running_loop()
        self._taken = lambda: give_back(loop, self._places)
        async with self._opened() as ask:
            visits = asyncio.gather(*(self._visit(ask) for _ in range(min(self._hosts_at_once, len(self._hosts)))))
            leaving = asyncio.create_task(self._leaving())
            await asyncio.wait((visits, leaving), return_when=asyncio.FIRST_COMPLETED)
            leaving.cancel()
            if self._left.is_set():
                visits.cancel()
            else:
                await visits

    async def _leaving(self) -> None:
        while not self._left.is_set():
            await asyncio.sleep(0.1)

    async def _visit(self, ask: Ask[T]) -> None:
        while self._hosts:
            for request in self._hosts.popleft():
                answer = await ask(request)
                await self._places.acquire()
                self._ready.put((request, answer))


def give_back(loop: asyncio.AbstractEventLoop, places: asyncio.Semaphore) -> None:
    """From another thread than the loop's; when the round is over there is nobody to wait for the place."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(places.release)


def by_host(requests: Iterable[Request]) -> deque[list[Request]]:
    """The requests of one server together, the longest list first as it takes longest."""
    hosts: dict[str, list[Request]] = {}
    for request in requests:
        hosts.setdefault(host_of(request.url), []).append(request)
    return deque(sorted(hosts.values(), key=len, reverse=True))


def host_of(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url
