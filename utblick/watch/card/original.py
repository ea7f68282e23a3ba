"""The source's own text within our page: its headings below ours, in order, and none that is empty."""

import re

HEADING = re.compile(r"<h([1-6])(?:\s[^>]*)?>(.*?)</h\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
OURS = 2
DEEPEST = 6


def under_our_heading(body: str) -> str:
    """`body` is sanitised, so that its headings are written in one way. Levels are kept in their order, without a leap."""
    ranks = sorted({found[1] for found in HEADING.finditer(body) if words(found[2])})
    before = OURS

    def lowered(found: re.Match[str]) -> str:
        nonlocal before
        if not words(found[2]):
            return ""
        before = min(OURS + 1 + ranks.index(found[1]), before + 1, DEEPEST)
        return f"<h{before}>{found[2]}</h{before}>"

    return HEADING.sub(lowered, body)


def words(markup: str) -> str:
    return TAG.sub("", markup).replace("&nbsp;", " ").strip()
