"""The light markup in which a document's structure is handed to the reader."""

import re


def heading(text: str, level: int) -> str:
    """A heading of level 1 (highest) to 6; line breaks within it are spaces."""
    flat = re.sub(r"\s+", " ", text).strip()
    return f"{'#' * min(max(level, 1), 6)} {flat}" if flat else ""


def item(text: str, depth: int, number: str = "") -> str:
    """A list item, its later lines set in under it."""
    flat = re.sub(r"\s*\n\s*", " ", text).strip()
    return f"{'  ' * depth}{number or '-'} {flat}" if flat else ""


def row(cells: list[list[str]]) -> list[str]:
    """A table row; where a cell has several paragraphs, each after the first goes on in a line that begins with "|"."""
    depth = max((len(cell) for cell in cells), default=0)
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        only = filled[0]
        return only if len(cells) == 1 or cells[0] else [f"| {text}" for text in only]
    lines = []
    for n in range(depth):
        texts = [" ".join(cell[n].split()) if n < len(cell) else "" for cell in cells]
        lines.append(" | ".join(texts).strip() if texts[0] else "| " + " | ".join(text for text in texts if text))
    return lines
