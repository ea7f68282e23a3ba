"""What PDF/UA-1 (ISO 14289-1) asks for and WeasyPrint 70 leaves out, put in before the file is written.

7.5: each table head says whether it heads a column or a row. 7.8: running heads and page numbers are artifacts, not text to
be read on every page. 7.18: links stand on the printed page too.
"""

from collections.abc import Iterator
from typing import Any

PRINTED = 4  # the third bit of an annotation's flags

type Objects = dict[bytes, Any]
type Place = tuple[bytes, int]


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's `finisher`."""
    objects: Objects = {one.reference: one for one in pdf.objects}
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("S") == "/TR":
            _tell_what_it_heads(one, objects)
        if isinstance(one, dict) and one.get("Type") == "/Annot":
            one["F"] = PRINTED
    _take_running_heads_out(pdf, objects)


def _tell_what_it_heads(row: Any, objects: Objects) -> None:
    """A row of nothing but heads heads the columns; another row's heads head the row."""
    cells = [objects[key] for key in row["K"]]
    way = "/Column" if all(cell["S"] == "/TH" for cell in cells) else "/Row"
    for cell in cells:
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = way


def _take_running_heads_out(pdf: Any, objects: Objects) -> None:
    root = objects[pdf.catalog["StructTreeRoot"]]
    told = set(_places(root, b"", objects))
    for key, page in objects.items():
        if isinstance(page, dict) and page.get("Type") == "/Page":
            _mark_artifacts(objects[page["Contents"]].stream, key, told)


def _places(element: Any, page: bytes, objects: Objects) -> Iterator[Place]:
    """Every marked content that the tree leads to: its page and number there."""
    page = element.get("Pg", page)
    if "MCID" in element:
        yield page, element["MCID"]
    children = element.get("K", [])
    for child in children if isinstance(children, list) else [children]:
        if isinstance(child, int):
            yield page, child
        else:
            yield from _places(objects[child] if isinstance(child, bytes) else child, page, objects)


def _mark_artifacts(stream: list[Any], page: bytes, told: set[Place]) -> None:
    """Marked content is written as its tag, its number and the operator, one after the other."""
    for at, properties in enumerate(stream):
        if isinstance(properties, dict) and "MCID" in properties and (page, properties["MCID"]) not in told:
            stream[at - 1 : at + 1] = [b"/Artifact", b"<</Type /Pagination>>"]
