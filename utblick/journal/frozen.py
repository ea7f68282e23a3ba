"""What was decided stays as it was decided: the content with its checksum, and the refusal of a change."""

import hashlib
import json
from collections.abc import Set as AbstractSet
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from utblick.journal.models import facts


class Frozen(ValidationError):
    """Something frozen was about to be changed; nothing was."""


def changed(obj: models.Model, stored: dict[str, Any], *, but: AbstractSet[str]) -> bool:
    """Whether it differs from its stored row in anything but these fields."""
    now = facts(obj)
    return any(now[name] != stored[name] for name in stored.keys() - but)


def canonical(content: Any) -> str:
    """The one way to write these values down: what the checksum is worked out from."""
    return json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def checksum(content: Any) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def plain(value: Any) -> Any:
    """The same values as they come back from the database: dates and amounts as text, tuples as lists."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
