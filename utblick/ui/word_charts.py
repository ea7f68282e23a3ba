"""Lying bars in a Word document, as a chart of Word's own: people can restyle it, and it is as sharp on paper as on a screen.

The drawing itself (DrawingML, ECMA-376 part 1, 21.2) is what XlsxWriter makes of the same figures: a chart in a document differs
from one in a workbook only in what holds it.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from textwrap import wrap
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from utblick.ui.charts import Chart
from utblick.ui.signs import possible

COLOURS = ("0B5566", "B4591F", "5A7A3C", "6B5B95", "8B979B")
FONT = {"name": "Arial", "size": 9, "color": "1B2529"}
WIDTH, BAR, LINE, FRAME, LEGEND = 16.0, 0.8, 0.4, 0.6, 1.5
"""Centimetres: of the text; of a bar; of each further line of its label; around them; of the names of the series and the scale."""
LABEL = 30
"""Letters of a label on a line, about."""
# What is not said to be hidden, LibreOffice shows.
_VALUE_ALONE = "".join(
    f'<c:show{name} val="{int(name == "Val")}"/>'
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def put(document: Any, charts: Iterable[Chart], language: str) -> None:
    """Draw each chart in the paragraph that holds its `place` alone. A place among other words is only taken out."""
    by_place = {chart.place: chart for chart in charts}
    if not by_place:
        return
    pattern = re.compile("|".join(map(re.escape, by_place)))
    number = 0
    for paragraph in list(document.element.body.iter(qn("w:p"))):
        texts = list(paragraph.iter(qn("w:t")))
        told = "".join(text.text or "" for text in texts)
        if chart := by_place.get(told.strip()):
            number += 1
            _draw(document, paragraph, chart, number, language)
        elif pattern.search(told):
            for text in texts:
                text.text = pattern.sub("", text.text or "")


def _draw(document: Any, paragraph: Any, chart: Chart, number: int, language: str) -> None:
    where = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(where, CONTENT_TYPE.DML_CHART, drawing_of(chart, language), document.part.package)
    key = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    for run in paragraph.findall(qn("w:r")):
        paragraph.remove(run)
    drawing = parse_xml(
        f"""<w:r {nsdecls("w", "wp", "a", "r")}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
        <wp:extent cx="{Cm(WIDTH)}" cy="{Cm(_height(chart))}"/><wp:docPr id="{9_000 + number}" name="chart {number}"/>
        <wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" r:id="{key}"/>
        </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""
    )
    drawing.find(f".//{qn('wp:docPr')}").set("descr", str(possible(told(chart))))
    paragraph.append(drawing)


def told(chart: Chart) -> str:
    """What the chart shows, for those who hear it."""
    return " ".join([f"{chart.title}.", chart.sentence, *(f"{row.label}: {row.value}." for row in chart.rows)])


def _height(chart: Chart) -> float:
    lines = max((len(wrap(row.label, LABEL)) for row in chart.rows), default=1)
    return len(chart.rows) * (BAR + LINE * (lines - 1)) + FRAME + (LEGEND if chart.series else 0)


def drawing_of(chart: Chart, language: str) -> bytes:
    """The chart's part of the package."""
    body, last = BytesIO(), len(chart.rows)
    book = xlsxwriter.Workbook(body, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("x")
    drawn: Any = book.add_chart({"type": "bar", **({"subtype": "stacked"} if chart.series else {})})
    for at, row in enumerate(chart.rows, start=1):
        sheet.write_string(at, 0, str(possible(row.label)))
        for part in row.parts:
            sheet.write_number(at, part.series, part.size)
    for column, name in chart.series or [(1, chart.title)]:
        sheet.write_string(0, column, str(possible(name)))
        series = {
            "name": ["x", 0, column],
            "categories": ["x", 1, 0, last, 0],
            "values": ["x", 1, column, last, column],
            "fill": {"color": f"#{COLOURS[column - 1]}"},
            "gap": 60,
        }
        if not chart.series:
            series["data_labels"] = {"value": True, "position": "outside_end", "num_format": "#,##0", "font": FONT}
        drawn.add_series(series)
    drawn.set_title({"none": True})
    drawn.set_legend({"position": "top", "font": FONT} if chart.series else {"none": True})
    bare = {"num_font": FONT, "major_tick_mark": "none", "minor_tick_mark": "none"}
    # The first row on top, and the scale below the last.
    drawn.set_y_axis({**bare, "reverse": True, "interval_unit": 1, "line": {"color": "#B8C4C8"}})
    lines = {"visible": bool(chart.series), "line": {"color": "#E3E9EB"}}
    scale = {"num_format": "#,##0", "label_position": "high", "line": {"none": True}, "visible": bool(chart.series)}
    drawn.set_x_axis({**bare, **scale, "major_gridlines": lines})
    drawn.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    sheet.insert_chart("A1", drawn)
    book.close()
    with ZipFile(body) as package:
        xml = package.read("xl/charts/chart1.xml").decode()
    xml = xml.replace('<c:lang val="en-US"/>', f'<c:lang val="{language}"/>')
    return xml.replace('<c:showVal val="1"/>', _VALUE_ALONE).encode()
