"""What is copied to a server is the program: no test, and nothing of the repository."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = ROOT / "utblick"


def test_the_wheel_holds_the_program_without_its_tests() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel == {"packages": ["utblick"], "exclude": ["utblick/**/tests"]}


def test_nothing_of_the_program_needs_a_test() -> None:
    needing = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in PROGRAM.rglob("*.py")
        if "tests" not in path.relative_to(PROGRAM).parts
        for name in imported(path)
        if "tests" in name.split(".")
    ]
    assert needing == []


def imported(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module}.{one.name}" for one in node.names]
    return found


def test_the_release_copies_the_wheel_and_the_guides_scripts_alone() -> None:
    script = (ROOT / "deploy" / "release.sh").read_text()
    copied = [line.strip() for line in script.splitlines() if line.strip().startswith(("cp ", "rsync ", "git "))]
    assert copied == ['cp deploy/debian/* "$folder"']
    assert "build --quiet --wheel" in script
    assert [one.name for one in (ROOT / "deploy" / "debian").iterdir() if one.name.startswith(".")] == []
