"""Settings that would hurt are found at start, not at the first visitor."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def key_is_secret(**kwargs: Any) -> list[Error]:
    if len(settings.SECRET_KEY) >= 50 and "not-secret" not in settings.SECRET_KEY:
        return []
    hint = "Set UTBLICK_SECRET_KEY, or UTBLICK_SECRET_KEY_FILE, to at least 50 random characters."
    return [Error("The secret key is not secret.", hint=hint, id="utblick.E001")]


@register(Tags.security)
def demo_is_only_a_demo(**kwargs: Any) -> list[Error]:
    if settings.DEMO and settings.SECURE:
        hint = "Unset UTBLICK_DEMO: it lets every visitor switch municipality."
        return [Error("The demo mode is on where HTTPS is.", hint=hint, id="utblick.E002")]
    return []


@register(Tags.security, deploy=True)
def mail_has_a_sender(**kwargs: Any) -> list[Warning]:
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        hint = "Set UTBLICK_MAIL_FROM to an address that the municipality's mail server may send from."
        return [Warning("Mail has no proper sender.", hint=hint, id="utblick.W001")]
    return []


@register()
def post_box_is_one(**kwargs: Any) -> list[Error]:
    """The mailbox for newsletters and the address that leads there are set together, and of a kind that can be read."""
    if _is_box(settings.POST_BOX, settings.POST_ADDRESS):
        return []
    hint = "Set UTBLICK_POST_BOX (maildir:///folder or imaps://user:password@host/INBOX) and UTBLICK_POST_ADDRESS."
    return [Error("The post box for newsletters cannot be read.", hint=hint, id="utblick.E004")]


@register()
def bounce_box_is_one(**kwargs: Any) -> list[Error]:
    """The same of the mailbox for what comes back undelivered."""
    if _is_box(settings.BOUNCE_BOX, settings.BOUNCE_ADDRESS):
        return []
    hint = "Set UTBLICK_BOUNCE_BOX (maildir:///folder or imaps://user:password@host/INBOX) and UTBLICK_BOUNCE_ADDRESS."
    return [Error("The box for returned mail cannot be read.", hint=hint, id="utblick.E005")]


def _is_box(box: str, address: str) -> bool:
    """Neither is set, or both as they should be."""
    sound = box.startswith(("maildir:/", "imaps://", "imap://")) and address.count("@") == 1
    return sound or not (box or address)
