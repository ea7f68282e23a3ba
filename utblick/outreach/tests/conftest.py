from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest

from utblick.outreach.tests.mailserver import Postbox, started
from utblick.outreach.tests.receiver import Receiver
from utblick.site.tests.conftest import hidden, shown
from utblick.watch.tests.test_newsletters import free_port

__all__ = ["hidden", "shown"]


@pytest.fixture
def mail_port(settings: Any) -> int:
    """Where mail goes in the test; nobody listens there yet."""
    port = free_port()
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    settings.MAILERS = {"default": {"BACKEND": "utblick.journal.posting.EmailBackend", "OPTIONS": options}}
    return port


@pytest.fixture
def postbox(mail_port: int) -> Iterator[Postbox]:
    """A mail server that takes everything, until it is told otherwise."""
    box = Postbox()
    controller = started(box, mail_port)
    yield box
    controller.stop()


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """Another program that is told by webhooks, on this machine, which is then no private network."""
    settings.FETCH_ALLOW = [ip_network("127.0.0.0/8")]
    program = Receiver()
    yield program
    program.close()
