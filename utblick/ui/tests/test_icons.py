"""An icon that is not in the sprite shows as nothing at all, and nobody is told: every one that is named must be there."""

import re
from pathlib import Path

ROOMS = Path(__file__).parents[2]
SPRITE = ROOMS / "ui/static/vendor/lucide/1.62.0/icons.svg"
NAMED = re.compile(r"""(?:\{% icon ["']|\bicon=["'])([a-z0-9-]+)["']""")


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    there = set(re.findall(r'<symbol[^>]* id="([^"]+)"', SPRITE.read_text()))
    named = {name for page in ROOMS.glob("*/templates/**/*.html") for name in NAMED.findall(page.read_text())}
    assert there
    assert sorted(named - there) == []
