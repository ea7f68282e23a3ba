"""Which version this is."""

from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


@cache
def version() -> str:
    """The installed version of Utblick, or "unpackaged" when run from loose files."""
    try:
        return installed("utblick")
    except PackageNotFoundError:
        return "unpackaged"
