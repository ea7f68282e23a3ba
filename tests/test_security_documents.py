"""What docs say of rules, rights, connections and levels of protection is what the program does."""

import importlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from utblick.accounts.kept_secrets import KeepsSecret
from utblick.accounts.roles import OWN_UNIT, ROLES
from utblick.journal import register
from utblick.tenancy.scope import Confidential, Owned

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
RULES, RIGHTS, LEVELS = (DOCS / "security" / f"{name}.md" for name in ("rules", "who-may-what", "protection"))
HEAVY, CONNECTIONS = DOCS / "operate" / "heavy-work.md", DOCS / "operate" / "connections.md"
SECONDS = {"days": timedelta(days=1), "hours": timedelta(hours=1)}


def ours() -> list[type[models.Model]]:
    return [one for one in apps.get_models() if one.__module__.startswith("utblick.")]


def test_every_rule_that_the_database_keeps_is_told_and_no_other() -> None:
    kept = {one.name for model in ours() for one in model._meta.constraints}
    _, _, told = RULES.read_text().partition("## Several values together")
    told = told.partition("## How much")[0]
    assert set(re.findall(r"`([a-z]+(?:_[a-z0-9]+)+)`", told)) == kept


LIMIT = re.compile(r"`(utblick(?:\.\w+)+)\.([A-Z_]+)`: ([\d,]+)(?: (days|hours)\b)?")


@pytest.mark.parametrize("page", [RULES, HEAVY], ids=lambda page: page.stem)
def test_each_limit_is_the_programs(page: Path) -> None:
    told = LIMIT.findall(page.read_text())
    assert len(told) >= 10
    wrong = []
    for module, name, number, unit in told:
        limit, said = getattr(importlib.import_module(module), name), int(number.replace(",", ""))
        if limit != (said * SECONDS[unit] if isinstance(limit, timedelta) else said):
            wrong.append(f"{module}.{name} is {limit}")
    assert wrong == []


def test_the_table_of_rights_is_that_of_the_program() -> None:
    assert table() in RIGHTS.read_text()


def table() -> str:
    """Room and verb by role, an officer's own unit starred."""
    lines = [f"| | {' | '.join(str(role) for role in ROLES)} |", f"| --- {'| :-: ' * len(ROLES)}|"]
    for perm in sorted(frozenset().union(*ROLES.values())):
        marks = [_mark(role, perm) for role in ROLES]
        lines.append(f"| `{perm}` | {' | '.join(marks)} |")
    return "\n".join(lines)


def _mark(role: str, perm: str) -> str:
    if perm not in ROLES[role]:
        return ""
    return "yes*" if role == "officer" and perm in OWN_UNIT else "yes"


OPENS = re.compile(
    r"^(?:import|from) (smtplib|imaplib|socket|httpx|aiohttp|boto3|requests|urllib\.request|urllib3|http\.client|ftplib)\b",
    re.MULTILINE,
)
# The host's own name, whether its own port is free, and errors by their class: no connection.
OPENS_NONE = {"watch/claims.py", "operate/heartbeat.py", "operate/management/commands/run.py", "operate/visit_views.py"}


def test_every_part_that_opens_a_connection_is_told_of() -> None:
    program = ROOT / "utblick"
    found = {
        str(path.relative_to(program))
        for path in program.rglob("*.py")
        if "tests" not in path.parts and OPENS.search(path.read_text())
    }
    told = set(re.findall(r"`([a-z_/0-9]+\.py)`", CONNECTIONS.read_text()))
    assert found - OPENS_NONE - told == set()
    assert found >= OPENS_NONE


def test_every_address_among_the_settings_is_told_of() -> None:
    text = CONNECTIONS.read_text()
    settings = (ROOT / "docs" / "operate" / "settings.md").read_text()
    reaching = set(re.findall(r"`(UTBLICK_\w*(?:_URL|_ENDPOINT|_BOX|CLAMD|MAIL_HOST)|DATABASE_URL)`", settings))
    assert len(reaching) >= 6
    assert [name for name in sorted(reaching) if name not in text] == []


SECRET = {"accounts.User", "accounts.ApiKey", "accounts.SecretAddress", "mfa.Authenticator", "sessions.Session"}
SECRET |= {"usersessions.UserSession"}
FROM_THE_WORLD = {"finder", "search", "watch"}
OF_THE_INSTALLATION = {
    "operate.WorkerSeen",
    "operate.BackupRun",
    "outreach.BoxMark",
    "journal.Seal",
    "journal.TrailCheck",
}


def levels(model: type[models.Model], personal: set[str]) -> set[int]:
    label = model._meta.label
    found = {4} if label in SECRET or issubclass(model, KeepsSecret) else set()
    if issubclass(model, Confidential) or getattr(model, "secret_with", ""):
        found.add(3)
    if model._meta.label_lower in personal:
        found.add(2)
    if issubclass(model, Owned) or label in OF_THE_INSTALLATION or label == "accounts.Municipality":
        found.add(1)
    elif model._meta.app_label in FROM_THE_WORLD | {"written"}:
        found.add(0)
    return found


def test_every_kind_of_row_is_of_a_level() -> None:
    personal = {kind for room in register._rooms() for fields in room.DECLARED.values() for kind in fields}
    told = {model._meta.label: levels(model, personal) for model in ours()}
    assert [label for label, found in told.items() if not found] == []
    assert {one for found in told.values() for one in found} == {0, 1, 2, 3, 4}
    page = LEVELS.read_text()
    for model in apps.get_models():
        if 4 in levels(model, personal):
            assert f"`{model._meta.label}" in page, model._meta.label


@pytest.mark.parametrize("page", [RULES, RIGHTS, LEVELS, HEAVY, CONNECTIONS], ids=lambda page: page.stem)
def test_each_file_and_test_that_is_named_exists(page: Path) -> None:
    missing = []
    for name in re.findall(r"`([\w/.-]+\.py(?:::\w+)?)`", page.read_text()):
        file, _, test = name.partition("::")
        path = ROOT / (file if file.startswith(("docs/", "tests/", "attacks/", "utblick/")) else f"utblick/{file}")
        if not path.is_file() or (test and f"def {test}(" not in path.read_text()):
            missing.append(name)
    assert missing == []
