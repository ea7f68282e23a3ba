"""Is a template fit for use? It is filled in with a report in which every field holds a mark of its own, and with the real one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from jinja2 import TemplateError

from utblick.followup.documents.labels import labels
from utblick.followup.documents.own.filling import filled_by
from utblick.followup.documents.own.guarding import refused
from utblick.followup.documents.own.sandbox import Endless, Forbidden, Sandbox
from utblick.followup.documents.own.unreadable import Fault, unreadable
from utblick.followup.documents.shapes import COLUMNS
from utblick.followup.paper import Block, Box, Grid, Item, Items, Paper, PaperPart
from utblick.ui import charts

MOST_TOLD = 12


def faults_of(template: bytes, paper: Paper | None = None) -> list[Fault]:
    """All that keeps it from use, and so an empty list where it is fit. `paper`: the report to try it with besides."""
    if told := refused(template):
        return [Fault(told)]
    found = _filled(template, probe(is_frozen=False)) or _filled(template, probe(is_frozen=True))
    if not found and paper is not None:
        found = _filled(template, paper)
    return found[:MOST_TOLD]


def _filled(template: bytes, paper: Paper) -> list[Fault]:
    sandbox = Sandbox()
    try:
        body = filled_by(template, paper, sandbox)
    except Forbidden as error:
        told = _("“%(tag)s” is more than a template may do: it can show fields, and use “for” and “if”.")
        return [Fault(told % {"tag": error}, _place(template, str(error)))]
    except Endless:
        return [Fault(_("It goes through the lists of the report far too often. Is a loop within the wrong one?"))]
    except TemplateError as error:
        told = _("A tag cannot be read. Hold the tags here against those of the template that you began from.")
        return list(unreadable(paragraphs(template))) or [Fault(told, _around(error))]
    if sandbox.missed:
        return [_unknown(template, name) for name in dict.fromkeys(sandbox.missed)]
    lost = dict.fromkeys(lacking(paper, body))
    return [Fault(_("The template leaves out %(what)s.") % {"what": what}) for what in lost]


def _unknown(template: bytes, name: str) -> Fault:
    return Fault(_("There is no field “%(name)s”.") % {"name": name}, _place(template, name))


def _around(error: TemplateError) -> str:
    """What docxtpl tells of the place: some lines of the template about the tag."""
    return " ".join(" ".join(getattr(error, "docx_context", [])).split())[:200]


def _place(template: bytes, name: str) -> str:
    """The paragraph that names it, also in head and foot."""
    word = re.compile(rf"\{{[^{{}}]*\b{re.escape(name.rpartition('.')[2])}\b")
    return next((text[:200] for text in paragraphs(template) if word.search(text)), "")


def paragraphs(body: bytes) -> Iterator[str]:
    document = Document(BytesIO(body))
    parts = [document.part, *(link.target_part for link in document.part.rels.values() if _is_furniture(link.reltype))]
    for part in parts:
        for paragraph in part.element.iter(qn("w:p")):
            yield "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _is_furniture(kind: str) -> bool:
    return kind.endswith(("/header", "/footer"))


# What a report must not lose


def lacking(paper: Paper, body: bytes) -> Iterator[str]:
    """What the paper says and the document does not: no figure, no sentence and no heading may be left out."""
    text = _squeezed("".join(paragraphs(body)))
    for what, wanted in _wanted(paper):
        if _squeezed(wanted) not in text:
            yield what


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


def _wanted(paper: Paper) -> Iterator[tuple[str, str]]:
    yield _("the title, paper.title"), paper.title
    yield _("the period, paper.period"), paper.period
    if paper.is_frozen:
        yield _("the checksum of a frozen report, paper.checksum"), paper.checksum
    else:
        yield _("that it is a draft, words.draft"), _draft(paper.language)
    for part in paper.read:
        yield _("the headings, part.heading"), part.heading
        yield from _texts(part)
        for table in part.tables:
            yield from _cells(table)


def _draft(language: str) -> str:
    with translation.override(language):
        return labels()["draft"]


def _texts(part: PaperPart) -> Iterator[tuple[str, str]]:
    for block in part.blocks:
        if block.text:
            yield _("the paragraphs, block.text"), block.text
        for item in block.items:
            yield _("the lists in the text, block['items']"), item
    for listed in part.lists:
        for one in listed.items:
            yield _("the results, lessons and other lists, listed['items']"), one.text


def _cells(table: Grid) -> Iterator[tuple[str, str]]:
    facts = {"table": table.shape}
    yield _("the captions, table.caption"), table.caption
    for box in (box for row in table.rows for box in row):
        yield _("the rows of the table “%(table)s”") % facts, box.text
    for box in table.total:
        yield _("the total of the table “%(table)s”") % facts, box.text
    yield _("the notes below the tables, table.note"), table.note


# A report of marks


def probe(*, is_frozen: bool) -> Paper:
    """Every field of a report, each with a text that stands nowhere else."""
    parts = [_part("summary"), _part("goal-1")]
    frozen = Paper("§title", "sv", "§municipality", "§period", "§case", True, "§day", "§checksum", parts)
    return frozen if is_frozen else replace(frozen, is_frozen=False, checksum="")


def _part(key: str) -> PaperPart:
    blocks = [Block(text=f"§{key}-text"), Block(items=(f"§{key}-item",))]
    lists = [Items(f"§{key}-listed", [Item(f"§{key}-lead", f"§{key}-told", f"§{key}-source", "")])]
    tables = [_table(key, shape, columns) for shape, columns in COLUMNS.items()]
    drawn = replace(charts.bars(f"§{key}-chart", [(f"§{key}-bar", 1)]), place=f"[[{key}]]")
    return PaperPart(key, f"§{key}-heading", blocks, [], tables, lists, [drawn], is_edited=False)


def _table(key: str, shape: str, columns: int) -> Grid:
    def boxes(row: str) -> list[Box]:
        return [Box(f"§{key}-{shape}-{row}-{number}", "", False, "") for number in range(columns)]

    return Grid(shape, f"§{key}-{shape}-caption", boxes("head"), [boxes("row")], boxes("total"), f"§{key}-{shape}-note")
