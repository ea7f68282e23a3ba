"""What the documents promise is there: commands, make targets, files that are linked to."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from utblick.config.command import VERBS, overview

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_command_of_the_overview_exists_and_says_what_it_does_in_one_line(verb) -> None:
    assert verb.command in get_commands()
    assert re.fullmatch(r"[A-Z].{10,79}\.", verb.promise)


def test_help_shows_the_products_commands_first() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from utblick.config.command import main; main()", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.strip() == overview().strip()
    assert told.index("import-policy") < told.index("Django's own")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_and_target_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    known = {verb.name for verb in VERBS} | set(get_commands()) | {"help"}
    code = "\n".join([*re.findall(r"`([^`\n]+)`", text), *re.findall(r"^(?: {4}|\$ )(.+)$", text, re.M)])
    assert set(re.findall(r"\bmake ([a-z]+)", code)) - targets == set()
    assert set(re.findall(r"(?:^|[\s/])utblick ([a-z][a-z_-]+)", code, re.M)) - known == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_between_the_documents_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text()):
        if not re.match(r"[a-z]+:|<", target):
            path, _, anchor = target.partition("#")
            found = (page.parent / path).resolve() if path else page
            assert found.exists(), target
            assert not anchor or anchor in anchors(found), target


def anchors(page: Path) -> set[str]:
    """The headings of a page, as they are linked to."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_each_target_of_the_makefile_that_it_tells_of_exists() -> None:
    told = subprocess.run(["make", "-C", str(ROOT), "help"], capture_output=True, text=True, check=True).stdout
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"^make ([a-z]+)", told, re.M):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_every_variable_that_the_settings_read_is_in_the_list() -> None:
    told = set(re.findall(r"(?:UTBLICK|DATABASE)_[A-Z0-9_]+", (ROOT / "docs/operate/settings.md").read_text()))
    assert told - {"NAME_FILE"} == settings.VARIABLES
