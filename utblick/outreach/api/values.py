"""What stands in addresses and answers, as strictly as the description says it."""

import re
from datetime import date
from typing import Annotated, Any

from django.db.models import TextChoices
from ninja import Path, Query
from pydantic import BeforeValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

MOST_KEY = 2**63 - 1
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class OneOf:
    """`Annotated[str, OneOf(Item.Kind)]`: told in its place, as the description has one list of names for all the Kinds."""

    def __init__(self, choices: type[TextChoices]) -> None:
        self.choices = choices

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.choices.values))


def _iso(told: str) -> str:
    """Refuses the seconds since 1970 that pydantic takes for a day too."""
    if not ISO_DAY.fullmatch(told):
        raise ValueError("a day is written YYYY-MM-DD")
    return told


Id = Annotated[int, Path(ge=1, le=MOST_KEY)]
WantedId = Annotated[int | None, Query(ge=1, le=MOST_KEY)]
Day = Annotated[date, BeforeValidator(_iso)]
