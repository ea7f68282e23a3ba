"""Mail by SMTP that tells when the server begins to take a mail, and when it has said yes.

Django's own backend tells only when the connection is closed again; a worker killed in between would not know that the mail is
sent.
"""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.core.mail.backends import smtp


@dataclass(frozen=True, slots=True)
class Told:
    """What is called around the one answer that decides (RFC 5321, 4.1.1.4)."""

    begins: Callable[[], None]
    taken: Callable[[], None]


class Unanswered(smtplib.SMTPServerDisconnected):
    """The server was lost while it took a mail: nobody knows whether it did (RFC 5321, 4.5.3.2.6)."""


_told: ContextVar[Told | None] = ContextVar("told", default=None)


@contextmanager
def telling(told: Told) -> Iterator[None]:
    """Whatever mail is sent by this thread meanwhile is told of."""
    token = _told.set(told)
    try:
        yield
    finally:
        _told.reset(token)


class TellingSMTP(smtplib.SMTP):
    def data(self, msg: Any) -> tuple[int, bytes]:
        told = _told.get()
        if told is None:
            return super().data(msg)
        told.begins()
        try:
            code, words = super().data(msg)
        except smtplib.SMTPServerDisconnected as error:
            raise Unanswered(*error.args) from error
        if code == 250:
            told.taken()
        return code, words


class EmailBackend(smtp.EmailBackend):
    connection_class = TellingSMTP
