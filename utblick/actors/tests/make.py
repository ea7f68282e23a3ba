"""Builders for tests: local companies, schools and associations."""

from itertools import count
from typing import Any

from utblick.actors.models import LocalActor

_number = count(1)


def make_actor(name: str = "", **facts: Any) -> LocalActor:
    """A company that builds wooden houses, unless told otherwise."""
    standard: dict[str, Any] = {
        "name": name or f"Trähus {next(_number)} AB",
        "kind": LocalActor.Kind.COMPANY,
        "industry": "Träindustri",
        "description": "Vi bygger hus av limträ och massivträ från egen skog.",
        "keywords": ["trähus", "limträ"],
        "place": "Hoting",
    }
    return LocalActor.objects.create(**{**standard, **facts})
