import os
import time
from pathlib import Path

import pytest

from utblick.operate import statics


@pytest.fixture
def source(settings, tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (folder / "look.css").write_text("b {}")
    return folder


def test_what_is_collected_is_collected_again_when_it_has_changed(source: Path, settings) -> None:
    assert statics.collect()
    assert not statics.collect()
    (source / "look.css").write_text("strong {}")
    os.utime(source / "look.css", (time.time() + 10,) * 2)  # collecting looks at whole seconds
    assert statics.collect()
    assert (settings.STATIC_ROOT / "look.css").read_text() == "strong {}"


def test_what_was_thrown_away_is_collected_anew(source: Path, settings) -> None:
    statics.collect()
    for file in settings.STATIC_ROOT.iterdir():
        file.unlink()
    assert statics.collect()
    assert (settings.STATIC_ROOT / "look.css").exists()


def test_what_another_version_has_collected_since_is_collected_anew(source: Path, settings) -> None:
    statics.collect()
    (settings.STATIC_ROOT / "staticfiles.json").write_text('{"paths": {}}')
    assert statics.collect()
