from pathlib import Path
from pkgutil import resolve_name

import pytest
from django.utils import translation

from utblick.config.schedule import SCHEDULES
from utblick.operate import words


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("httpx.ConnectTimeout", "The other side did not answer in time."),
        ("httpx.ConnectError", "The other side could not be reached."),
        ("django.db.utils.IntegrityError", "The database refused what the job wanted to write."),
        ("utblick.accounts.models.User.DoesNotExist", "What the job was about is no longer there."),
        ("builtins.FileNotFoundError", "A file or a connection could not be used."),
        (
            "builtins.ZeroDivisionError",
            "The program met something that it does not handle. This is a fault in Utblick.",
        ),
        ("gone.module.Error", "The job was broken off."),
    ],
)
def test_an_error_is_told_by_its_nearest_kind(path: str, told: str) -> None:
    with translation.override("en"):
        assert str(words.reason([{"exception_class_path": path, "traceback": ""}])) == told


def test_the_latest_attempt_is_the_one_that_is_told() -> None:
    errors = [{"exception_class_path": path, "traceback": ""} for path in ("builtins.OSError", "builtins.MemoryError")]
    with translation.override("en"):
        assert str(words.reason(errors)) == "The memory was not enough."


def test_the_place_is_ours_even_where_a_library_raised() -> None:
    lines = [f'  File "{Path("/srv/utblick/watch/http.py")}", line 7, in get', '  File "/lib/httpx/x.py", line 1, in y']
    errors = [{"exception_class_path": "httpx.ReadError", "traceback": "\n".join(lines)}]
    assert words.place(errors) == "ReadError, utblick/watch/http.py:7"


def test_every_kind_that_is_told_exists() -> None:
    for path in words.REASONS:
        assert path in words._ancestry(path), path


def test_every_job_that_has_a_name_exists() -> None:
    for path in words.NAMES:
        assert resolve_name(path).module_path == path


def test_every_job_that_runs_by_the_clock_has_a_name() -> None:
    assert {line["task"] for line in SCHEDULES.values()} <= set(words.NAMES)
