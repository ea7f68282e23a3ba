"""The mail that goes out, and the boxes that mail is read from."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

AT_HOME = {"", "localhost", "127.0.0.1", "::1"}


@register(Tags.security)
def boxes_are_whole(**kwargs: Any) -> Iterator[CheckMessage]:
    """A mailbox and the address that leads there are set together, and the box is of a kind that can be read."""
    if not _is_box(settings.POST_BOX, settings.POST_ADDRESS):
        hint = "Set UTBLICK_POST_BOX (maildir:///folder or imaps://user:password@host/INBOX) and UTBLICK_POST_ADDRESS."
        yield Error("The post box for newsletters cannot be read.", hint=hint, id="utblick.E004")
    if not _is_box(settings.BOUNCE_BOX, settings.BOUNCE_ADDRESS):
        hint = (
            "Set UTBLICK_BOUNCE_BOX (maildir:///folder or imaps://user:password@host/INBOX) and UTBLICK_BOUNCE_ADDRESS."
        )
        yield Error("The box for returned mail cannot be read.", hint=hint, id="utblick.E005")


@register(Tags.security, deploy=True)
def mail_is_sent_and_read_in_safety(**kwargs: Any) -> Iterator[CheckMessage]:
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        hint = "Set UTBLICK_MAIL_FROM to an address that the municipality's mail server may send from."
        yield Warning("Mail has no proper sender.", hint=hint, id="utblick.W001")
    mailer: dict[str, Any] = settings.MAILERS["default"]
    server = mailer.get("OPTIONS", {})
    if server.get("host", "") not in AT_HOME and not server["use_tls"]:
        hint = (
            "Set UTBLICK_MAIL_TLS=1 and the port that goes with it (mostly 587): mails hold links that set passwords."
        )
        yield Warning("Mail leaves this host without encryption.", hint=hint, id="utblick.W002")
    if "imap://" in (settings.POST_BOX[:7], settings.BOUNCE_BOX[:7]):
        hint = "Write imaps:// in UTBLICK_POST_BOX and UTBLICK_BOUNCE_BOX."
        yield Warning("A mailbox is read without encryption, its password too.", hint=hint, id="utblick.W003")


def _is_box(box: str, address: str) -> bool:
    """Neither is set, or both as they should be."""
    sound = box.startswith(("maildir:/", "imaps://", "imap://")) and address.count("@") == 1
    return sound or not (box or address)
