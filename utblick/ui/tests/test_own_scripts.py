"""Our own scripts write no property whose name comes from elsewhere: no object can be made to carry what others inherit."""

import re
from pathlib import Path

import pytest

import utblick

OURS = [one for one in Path(utblick.__file__).parent.rglob("static/**/*.js") if "vendor" not in one.parts]
# A property named by a variable, objects merged, text made into objects, keys walked: where a prototype can be reached.
NAMED_BY_A_VARIABLE = re.compile(r"\w\s*\[\s*(?![\"'`]?[\d\"'`])[^\]]*\]\s*(?:[-+*/|&?]{0,2}=(?!=))")
MERGED = re.compile(
    r"Object\.assign|__proto__|prototype|JSON\.parse|structuredClone|\bfor\s*\([^)]* in |\beval\b|\bFunction\("
)


@pytest.mark.parametrize("script", OURS, ids=lambda one: one.name)
def test_no_property_is_named_from_outside(script: Path) -> None:
    text = script.read_text()
    assert NAMED_BY_A_VARIABLE.findall(text) == []
    assert MERGED.findall(text) == []


def test_what_is_looked_for_would_be_found() -> None:
    assert len(OURS) >= 4
    for line in ("kept[name] = 1", "a.b[c.d] ??= {}", "rows[key] += x"):
        assert NAMED_BY_A_VARIABLE.search(line), line
    for line in ("one[0] = 1", "if (a[b] == c) d", '[name="items"] = x', 'a["b"] = 1'):
        assert not NAMED_BY_A_VARIABLE.search(line), line
    assert MERGED.search("for (const key in told) {")
