"""What the makers of the product know of its own accessibility: to be kept up with each release."""

from datetime import date

KNOWN: tuple[str, ...] = ("reports",)
"""Shortcomings of the product, each a word of words/*.toml."""
TOOL = "axe-core 4.14"
TESTED_ON = date(2026, 11, 26)
"""When the tests in the browser last walked every kind of page."""
