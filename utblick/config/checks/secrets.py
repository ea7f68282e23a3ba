"""The secret key, the files that hold secrets, and variables that nobody reads."""

import os
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

ANYBODY = 0o007
OURS = ("UTBLICK_", "DATABASE_URL")


WEAK_KEY = Error(
    "The secret key is not secret.",
    hint="Set UTBLICK_SECRET_KEY, or UTBLICK_SECRET_KEY_FILE, to at least 50 random characters.",
    id="utblick.E001",
)


@register(Tags.security)
def key_is_secret_where_https_is(**kwargs: Any) -> Iterator[CheckMessage]:
    """Everybody can read the key of the demo: nothing starts with it where visitors come from outside."""
    if settings.SECURE and not _is_secret(settings.SECRET_KEY):
        yield WEAK_KEY


@register(Tags.security, deploy=True)
def keys_are_secret(**kwargs: Any) -> Iterator[CheckMessage]:
    if not settings.SECURE and not _is_secret(settings.SECRET_KEY):
        yield WEAK_KEY
    if 0 < len(settings.METRICS_TOKEN) < 24:
        hint = "Set UTBLICK_METRICS_TOKEN to at least 24 random characters."
        yield Error("The token of /metrics can be guessed.", hint=hint, id="utblick.E019")
    if not all(map(_is_secret, settings.SECRET_KEY_FALLBACKS)):
        hint = "Take it out of UTBLICK_OLD_SECRET_KEYS: who guesses it can forge what Utblick signs."
        yield Error("A former secret key is not secret.", hint=hint, id="utblick.E013")


@register(Tags.security, deploy=True)
def files_of_secrets_are_closed(**kwargs: Any) -> Iterator[CheckMessage]:
    for path in _files():
        if path.exists() and path.stat().st_mode & ANYBODY:
            hint = f"chmod o= {path}"
            yield Error(f"Everybody on this host may open {path}, which holds a secret.", hint=hint, id="utblick.E014")


@register(Tags.security, deploy=True)
def variables_are_known(**kwargs: Any) -> Iterator[CheckMessage]:
    """A slip in a name would leave what it was to make safe as it is, without a word."""
    for name in sorted(os.environ):
        meant = name.removesuffix("_FILE")
        if name.startswith("UTBLICK_") and meant not in settings.VARIABLES:
            near = get_close_matches(meant, settings.VARIABLES, 1)
            hint = f"Did you mean {near[0]}?" if near else "Remove it."
            yield Warning(f"Nothing reads the variable {name}.", hint=hint, id="utblick.W007")
    if os.environ.get("UTBLICK_LOG", "") not in ("", "line", "json"):
        hint = "Set UTBLICK_LOG to json, or to line."
        yield Warning("The log has no such form.", hint=hint, id="utblick.W016")


def _is_secret(key: str) -> bool:
    return len(key) >= 50 and len(set(key)) >= 5 and "not-secret" not in key


def _files() -> list[Path]:
    named = [value for name, value in os.environ.items() if name.startswith(OURS) and name.endswith("_FILE")]
    return [Path(one) for one in [*named, settings.BACKUP_IDENTITY] if one]
