"""docs/security/asvs.md leaves out no requirement, names nothing that is not there, and counts rightly."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOLD = (ROOT / "docs" / "security" / "asvs.md").read_text()
# By number: OWASP ASVS 5.0.0, levels 1 and 2.
ASKED = (Path(__file__).parent / "asvs-5.0.0-level-2.txt").read_text().split()
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (holds|partly|not met|does not apply) \| ([^|]*)\| ([^|]*)\|$", re.MULTILINE)


@cache
def text_of(path: Path) -> str:
    return path.read_text()


def test_every_requirement_is_answered_once() -> None:
    assert [number for number, *_ in ROW.findall(TOLD)] == ASKED


def test_the_sums_are_true() -> None:
    told = dict(re.findall(r"^\| (holds|partly|not met|does not apply) \| (\d+) \|$", TOLD, re.MULTILINE))
    counted = Counter(kind for _number, kind, *_ in ROW.findall(TOLD))
    assert {kind: int(many) for kind, many in told.items()} == counted
    assert f"So {len(ASKED) - counted['does not apply']} apply" in TOLD


def test_each_test_and_file_that_is_named_exists() -> None:
    missing = []
    for number, _kind, _note, shown in ROW.findall(TOLD):
        for name in re.findall(r"`([^`]+)`", shown):
            file, _, test = name.partition("::")
            path = ROOT / (
                file if file.startswith(("docs/", "tests/", "attacks/", "SECURITY.md")) else f"utblick/{file}"
            )
            if not path.is_file() or (test and not re.search(rf"^def {test}\(", text_of(path), re.MULTILINE)):
                missing.append(f"{number}: {name}")
    assert missing == []


def test_what_holds_says_by_what_and_what_does_not_says_why() -> None:
    rows = ROW.findall(TOLD)
    assert [number for number, kind, _note, shown in rows if kind in ("holds", "partly") and not shown] == []
    assert [number for number, kind, note, _shown in rows if kind != "holds" and not note] == []
