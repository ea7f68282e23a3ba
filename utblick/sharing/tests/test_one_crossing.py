"""The tenancy is crossed in one module, and nowhere else in the room."""

import re
from pathlib import Path
from typing import Any

import pytest

from utblick import sharing
from utblick.initiatives.models import Contribution, Part, Participation, Result, Step
from utblick.projects.models import Project

ROOM = Path(sharing.__file__).parent
# A queryset that is put together without its model's manager, and a scope that is set by hand.
PASSES_BY = re.compile(r"QuerySet\(|_base_manager|everywhere\(|acting\(|\braw\(|\.extra\(|cursor\(")


def test_no_other_module_passes_by_the_scope() -> None:
    modules = [path for path in ROOM.rglob("*.py") if "tests" not in path.parts and "migrations" not in path.parts]
    passing = [path.name for path in modules if PASSES_BY.search(path.read_text())]
    assert passing == ["crossing.py"]


@pytest.mark.parametrize("kind", [Step, Result, Participation, Contribution, Project])
def test_a_part_is_as_secret_as_wholes_that_the_crossing_can_ask(kind: type[Part]) -> None:
    """It asks each whole of a part whether it is marked or withdrawn."""
    for whole in kind.secret_with.split():
        model: Any = kind._meta.get_field(whole).related_model
        assert {"secrecy_ground", "withdrawn_at"} <= {one.name for one in model._meta.concrete_fields}
