"""`utblick check --deploy` names each weakness, once and alone; a good production setting gives none."""

import ipaddress
import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as live
from django.core.checks import Tags, run_checks
from pytest_django.fixtures import Settings

from utblick.files.tests.s3 import served, using
from utblick.operate.backup.archive import make_key

KEY = "Rätt-slumpmässiga-tecken-femtio-eller-flera-0123456789-abc"
MAIL = {"default": {"BACKEND": "smtp", "OPTIONS": {"host": "post.example.se", "use_tls": True}}}


CHECK_THEN_SERVE = """
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("check", tags=["security"], deploy=True, fail_level="INFO")
settings.DEMO = True
import utblick.config.wsgi
"""


def named() -> list[str]:
    """What is found, by number."""
    found = run_checks(tags=[Tags.security], include_deployment_checks=True)
    return [one.id.removeprefix("utblick.") for one in found if one.id not in live.SILENCED_SYSTEM_CHECKS]


@pytest.fixture
def good(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in [name for name in os.environ if name.startswith(("UTBLICK_", "DATABASE_URL"))]:
        monkeypatch.delenv(name)
    data, backups, key = tmp_path / "data", tmp_path / "backups", tmp_path / "key.txt"
    for folder in (data, backups, data / "static"):
        folder.mkdir(mode=0o750)
    (data / "static" / "staticfiles.json").touch()
    with warnings.catch_warnings(action="ignore"):  # Nothing is asked of it.
        settings.DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": ""}}
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS, settings.METRICS_TOKEN = KEY, [], KEY
    settings.DEMO = settings.DEBUG = False
    settings.SECURE = settings.SECURE_SSL_REDIRECT = settings.REQUIRE_MFA = True
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ALLOWED_HOSTS, settings.ADDRESS = ["utblick.example.se"], "https://utblick.example.se"
    settings.FETCH_ALLOW = [ipaddress.ip_network("10.0.0.7")]
    settings.MAILERS, settings.DEFAULT_FROM_EMAIL = MAIL, "utblick@example.se"
    settings.POST_BOX = settings.POST_ADDRESS = settings.BOUNCE_BOX = settings.BOUNCE_ADDRESS = ""
    settings.DATA, settings.STATIC_ROOT, settings.ANCHORS = data, data / "static", tmp_path / "anchors.txt"
    settings.BACKUPS, settings.BACKUP_KEYS, settings.BACKUP_IDENTITY = backups, [make_key(key)], key
    settings.S3_BUCKET = settings.S3_ENDPOINT = settings.TIMESTAMP_URL = ""
    settings.TIMESTAMP_CA, settings.CLAMD = None, ""
    return settings


def test_a_good_production_setting_has_no_weakness(good: Settings) -> None:
    assert named() == []


@pytest.mark.parametrize(
    ("number", "weakness"),
    [
        ("E001", {"SECRET_KEY": "not-secret-" + KEY}),
        ("E001", {"SECRET_KEY": "a" * 60}),
        ("E013", {"SECRET_KEY_FALLBACKS": ["kort"]}),
        ("E019", {"METRICS_TOKEN": "kort"}),
        ("E002", {"DEMO": True}),
        ("E007", {"DEBUG": True}),
        ("W004", {"REQUIRE_MFA": False}),
        ("E008", {"SECURE": False}),
        ("E009", {"ALLAUTH_TRUSTED_PROXY_COUNT": 0}),
        ("E010", {"ALLOWED_HOSTS": ["*"]}),
        ("E012", {"ALLOWED_HOSTS": ["annan.example.se"]}),
        ("W005", {"ADDRESS": "http://utblick.example.se"}),
        ("W006", {"FETCH_ALLOW": [ipaddress.ip_network("10.0.0.0/8")]}),
        ("W006", {"FETCH_ALLOW": [ipaddress.ip_network("127.0.0.1")]}),
        ("W001", {"DEFAULT_FROM_EMAIL": "utblick@localhost"}),
        ("W002", {"MAILERS": {"default": {"OPTIONS": {"host": "post.example.se", "use_tls": False}}}}),
        ("W003", {"POST_BOX": "imap://u:p@post.example.se/INBOX", "POST_ADDRESS": "nyheter@example.se"}),
        ("E004", {"POST_BOX": "post.example.se", "POST_ADDRESS": "nyheter@example.se"}),
        ("E005", {"BOUNCE_BOX": "", "BOUNCE_ADDRESS": "studs@example.se"}),
        ("W012", {"BACKUPS": None}),
        ("E016", {"BACKUPS": Path("/finns/inte")}),
        ("E017", {"BACKUP_KEYS": []}),
        ("E017", {"BACKUP_KEYS": ["age1fel"]}),
        ("I001", {"BACKUP_IDENTITY": None}),
        ("E018", {"BACKUP_IDENTITY": Path("/finns/inte")}),
        ("E020", {"S3_BUCKET": "uppladdat", "S3": {"access_key": "utblick", "secret_key": ""}}),
        ("E021", {"S3_ENDPOINT": "https://lager.example.se"}),
        ("E024", {"TIMESTAMP_URL": "http://tid.example.se"}),
        ("E024", {"TIMESTAMP_CA": Path("/finns/inte")}),
        ("W015", {"STATIC_ROOT": Path("/finns/inte")}),
        ("E025", {"CLAMD": "/finns/inte"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_each_weakness_is_named_alone(good: Settings, number: str, weakness: dict[str, object]) -> None:
    for name, value in weakness.items():
        setattr(good, name, value)
    assert named() == [number]


def test_the_hosts_of_ones_own_machine_are_not_those_of_a_municipality(good: Settings) -> None:
    good.ALLOWED_HOSTS, good.ADDRESS = live.LOCAL_HOSTS, "https://localhost"
    assert named() == ["E011"]


def test_a_demo_without_https_is_told_as_a_demo(good: Settings) -> None:
    good.DEMO, good.SECURE = True, False
    assert sorted(named()) == ["E006", "E008"]


@pytest.mark.parametrize(
    ("number", "spoil"),
    [
        ("W008", lambda good: good.DATABASES["default"].update(ENGINE="django.db.backends.sqlite3")),
        ("W009", lambda good: good.DATABASES["default"].update(HOST="db.example.se")),
        ("W010", lambda good: good.DATA.chmod(0o755)),
        ("E014", lambda good: good.BACKUP_IDENTITY.chmod(0o644)),
        ("W014", lambda good: setattr(good, "ANCHORS", good.DATA / "anchors.txt")),
        ("W013", lambda good: setattr(good, "BACKUPS", good.STATIC_ROOT)),
        ("W011", lambda good: setattr(good, "ROOT", good.DATA.parent)),
        ("E015", lambda good: setattr(good, "DATA", good.DATA / "borta")),
    ],
)
def test_what_lies_where_it_should_not_is_named(good: Settings, number: str, spoil: Callable[[Settings], None]) -> None:
    spoil(good)
    assert named() == [number]


def test_a_store_that_answers_us_alone_has_no_weakness_and_each_other_is_named(good: Settings, tmp_path: Path) -> None:
    (tmp_path / "store" / "bucket").mkdir(parents=True)
    with served(tmp_path / "store") as address:
        with using(address):
            assert named() == []
        with using(address, secret_key="fel"):
            assert named() == ["E022"]
    with served(tmp_path / "store", to_anyone=True) as address, using(address):
        assert named() == ["E023"]
    with using("http://lager.invalid"):
        assert sorted(named()) == ["E022", "W017"]


def test_a_file_of_a_secret_that_all_may_open_is_named(
    good: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "hemlig"
    secret.touch(mode=0o640)
    monkeypatch.setenv("UTBLICK_MAIL_PASSWORD_FILE", str(secret))
    assert named() == []
    secret.chmod(0o644)
    assert named() == ["E014"]


def test_a_variable_with_a_slip_in_its_name_is_told_with_what_was_meant(
    good: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UTBLICK_REQIRE_MFA", "1")
    found = run_checks(tags=[Tags.security], include_deployment_checks=True)
    assert [one.hint for one in found if one.id == "utblick.W007"] == ["Did you mean UTBLICK_REQUIRE_MFA?"]


def test_the_command_finds_nothing_in_a_good_environment_and_the_web_server_refuses_a_bad_one(tmp_path: Path) -> None:
    for folder in ("data", "data/static", "backups"):
        (tmp_path / folder).mkdir(mode=0o750)
    (tmp_path / "data/static/staticfiles.json").write_text('{"version": "1.1", "paths": {}}')
    key = tmp_path / "key.txt"
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("UTBLICK_", "DATABASE_URL"))},
        "DJANGO_SETTINGS_MODULE": "utblick.config.settings",
        "DATABASE_URL": "postgres:///utblick",
        "UTBLICK_DATA": str(tmp_path / "data"),
        "UTBLICK_SECRET_KEY": KEY,
        "UTBLICK_HTTPS": "1",
        "UTBLICK_HOSTS": "utblick.example.se",
        "UTBLICK_ADDRESS": "https://utblick.example.se",
        "UTBLICK_REQUIRE_MFA": "1",
        "UTBLICK_MAIL_FROM": "utblick@example.se",
        "UTBLICK_BACKUPS": str(tmp_path / "backups"),
        "UTBLICK_BACKUP_KEYS": make_key(key),
        "UTBLICK_BACKUP_IDENTITY": str(key),
        "UTBLICK_ANCHORS": str(tmp_path / "anchors.txt"),
    }
    told = subprocess.run([sys.executable, "-c", CHECK_THEN_SERVE], env=env, capture_output=True, text=True)
    assert "no issues" in told.stdout
    assert told.returncode == 1
    assert told.stderr.startswith("?: (utblick.E002) The demo mode is on where HTTPS is.")
