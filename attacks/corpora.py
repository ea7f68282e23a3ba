"""The public lists of hostile lines, read in place where they are (UTBLICK_SHARED_DATA)."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

DATA = Path(os.environ.get("UTBLICK_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))


def lines(name: str) -> list[str]:
    file = DATA / "security" / name
    if not file.exists():
        sys.exit(f"not tried: the list {name} is not at {file}; UTBLICK_SHARED_DATA names the folder above security/")
    told = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in told if line.strip()]


def feeds() -> Iterator[bytes]:
    """Real and damaged feeds, from the tests of feed parsers."""
    import tarfile

    archives = sorted((DATA / "feeds").glob("*.tar.gz"))
    if not archives:
        print(f"no feeds at {DATA / 'feeds'} to begin from", file=sys.stderr)
    for archive in archives:
        with tarfile.open(archive) as tar:
            for member in tar:
                if (
                    member.isfile()
                    and member.name.endswith((".xml", ".rss", ".json", ".atom"))
                    and (file := tar.extractfile(member))
                ):
                    yield file.read()
