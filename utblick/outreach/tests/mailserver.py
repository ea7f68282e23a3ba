"""A real SMTP server that answers as real ones do: takes, refuses, greylists, hangs up."""

from collections import Counter
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

GREYLISTED = "450 4.2.0 Greylisted, come back later"
NO_SUCH = "550 5.1.1 <{address}> no such user here"
SPAM = "554 5.7.1 Not accepted for policy reasons"


class Postbox:
    """What came in, and what each address is answered with."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.answers: dict[str, str] = {}
        self.asked: Counter[str] = Counter()
        self.hangs_up = False
        """Once it has taken the mail, before it says so."""
        self.let(10_000)

    def let(self, count: int, then: Callable[[], None] = lambda: None, *, taken: bool = False) -> None:
        """Do this when the so-manieth recipient from now is told, or, `taken`, when that one's mail is and no yes is said yet."""
        self.left, self.then, self.waits_for_mail = count, then, taken

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.asked[address] += 1
        self.left -= 1
        if not self.left and not self.waits_for_mail:
            self.then()
        if answer := self.answers.get(address):
            return answer.format(address=address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if answer := self.answers.get("DATA"):
            return answer
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        if not self.left and self.waits_for_mail:
            self.then()
        if self.hangs_up:
            server.transport.abort()
        return "250 Taken"

    @property
    def readers(self) -> list[str]:
        return sorted(address for _sender, to in self.envelopes for address in to)


def started(postbox: Postbox, port: int) -> Controller:
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    return controller
