"""A report as it is read: the content with addresses, charts and paragraphs, in its own language. Every page and every
document is drawn from this one shape, so that none of them can say another figure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from utblick.followup.contents import Cell, Content, Drawn, Listed, Part, Ref, Table
from utblick.followup.figures import Period
from utblick.followup.models import Report, ReportSection
from utblick.followup.phrases import span
from utblick.followup.references import address_of
from utblick.ui import charts
from utblick.ui.charts import Chart

type Address = Callable[[str], str]

# More rows behind a text are on a page of their own.
MOST_BEHIND = 40


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the items of a list."""

    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """So many there are of what is too long to be read, and where all of them are."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table."""

    text: str
    url: str
    is_figure: bool
    label: str  # the head of its column
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    shape: str
    caption: str
    head: list[Box]
    rows: list[list[Box]]
    total: list[Box]
    note: str
    all: AllOf | None = None  # of which these are the largest


@dataclass(frozen=True, slots=True)
class Item:
    lead: str
    text: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Items:
    heading: str
    items: list[Item]
    all: AllOf | None = None


@dataclass(frozen=True, slots=True)
class PaperPart:
    key: str
    heading: str
    blocks: list[Block]
    behind: list[Link]
    tables: list[Grid]
    lists: list[Items]
    charts: list[Chart]
    is_edited: bool
    all_behind: AllOf | None = None  # where those behind it are, when they are too many to be listed

    @property
    def is_empty(self) -> bool:
        return not (self.blocks or self.tables or self.lists)


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    language: str
    municipality: str
    period: str
    case_number: str
    is_frozen: bool
    day: str  # when it was frozen, else when its figures were fetched
    checksum: str
    parts: list[PaperPart] = field(default_factory=list)
    board: PaperPart | None = None

    @property
    def read(self) -> list[PaperPart]:
        """The parts that have something to read."""
        return [part for part in self.parts if not part.is_empty]

    @property
    def charts(self) -> list[Chart]:
        return [chart for part in self.parts for chart in part.charts]


def paper_of(
    report: Report, sections: list[ReportSection] | None = None, *, linked: bool = True, whole: bool = False
) -> Paper:
    """`linked` gives the addresses of the rows behind the figures; a document that is sent out keeps only its own places.
    `whole`: with every row of the tables and lists, also of those that are too long to be read."""
    content = report.content(sections)
    # A row's figures all lead to one page.
    address = cache(address_of) if linked else _own_places

    def part_of(part: Part) -> PaperPart:
        there = reverse("followup:behind", args=[report.pk, part["key"]]) if linked else ""
        return drawn_part(whole_part(part) if whole else part, address, there)

    with translation.override(content["language"]):
        return Paper(
            title=content["title"],
            language=content["language"],
            municipality=content["municipality"],
            period=_period(content),
            case_number=content["case_number"],
            is_frozen=report.is_frozen,
            day=_day(report.frozen_at or report.composed_at),
            checksum=report.checksum,
            parts=[part_of(part) for part in content["parts"]],
            board=drawn_part(content["board"], address),
        )


def _own_places(ref: str) -> str:
    return ref if ref.startswith("#") else ""


def _period(content: Content) -> str:
    first, last = date.fromisoformat(content["starts_on"]), date.fromisoformat(content["ends_on"])
    period = Period(first, last)
    return str(first.year) if period.is_calendar_year else span(first, last, period)


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""


def whole_part(part: Part) -> Part:
    """With every row and item to be read."""
    tables = [Table(**{**table, "leading": None}) for table in part["tables"]]
    lists = [Listed(**{**one, "leading": None, "rest": ""}) for one in part["lists"]]
    return {**part, "tables": tables, "lists": lists}


def drawn_part(part: Part, address: Address = address_of, there: str = "") -> PaperPart:
    """`there`: the page that has all of what is too long to be read here; empty where none is led to."""
    refs = refs_of(part)
    is_long = len(refs) > MOST_BEHIND
    return PaperPart(
        key=part["key"],
        heading=part["heading"],
        blocks=list(blocks_of(text_of(part))),
        behind=[]
        if is_long
        else [link for link in (Link(ref["label"], address(ref["ref"])) for ref in refs) if link.url],
        all_behind=AllOf(len(refs), there) if is_long and there else None,
        tables=[
            _grid(table, address, f"{there}?of=table-{at}" if there else "") for at, table in enumerate(part["tables"])
        ],
        lists=[_items(one, address, f"{there}?of=list-{at}" if there else "") for at, one in enumerate(part["lists"])],
        charts=[_chart(chart, f"[[{part['key']} {number}]]") for number, chart in enumerate(part["charts"], start=1)],
        is_edited="text" in part,
    )


def text_of(part: Part) -> str:
    """What people wrote, or else the draft as plain text."""
    return part["text"] if "text" in part else draft_of(part)


def draft_of(part: Part) -> str:
    return "\n\n".join(" ".join(sentence["text"] for sentence in paragraph) for paragraph in part["draft"])


def blocks_of(text: str) -> Iterator[Block]:
    """An empty line begins a paragraph; lines that begin with a hyphen are a list."""
    for lines in ([line.strip() for line in piece.splitlines()] for piece in text.replace("\r", "").split("\n\n")):
        items = tuple(line[1:].strip() for line in lines if line.startswith("-"))
        if items and len(items) == len([line for line in lines if line]):
            yield Block(items=items)
        elif told := " ".join(line for line in lines if line):
            yield Block(text=told)


def refs_of(part: Part) -> list[Ref]:
    """The rows that the draft rests on, each once."""
    found: dict[str, Ref] = {}
    for paragraph in part["draft"]:
        for sentence in paragraph:
            found |= {ref["ref"]: ref for ref in sentence["refs"]}
    return [ref for ref in found.values() if not ref["ref"].startswith("#")]


def _grid(table: Table, address: Address, there: str = "") -> Grid:
    rows = _leading(table["rows"], table.get("leading"))
    is_cut = len(rows) < len(table["rows"])
    head = [Box(text, "", number >= table["texts"], "") for number, text in enumerate(table["head"])]

    def boxes(row: list[Cell]) -> list[Box]:
        return [
            Box(cell["text"], address(cell["ref"]), top.is_figure, top.text, _value(cell))
            for cell, top in zip(row, head, strict=True)
        ]

    return Grid(
        shape=table["shape"],
        caption=table["caption"],
        head=head,
        rows=[boxes(row) for row in rows],
        total=boxes(table["total"]) if table["total"] else [],
        note=table["note"],
        all=AllOf(len(table["rows"]), there) if is_cut and there else None,
    )


def _leading[T](rows: list[T], places: Iterable[int] | None) -> list[T]:
    return rows if places is None else [rows[place] for place in places]


def _value(cell: Cell) -> Decimal | None:
    value = cell.get("value")
    return None if value is None else Decimal(str(value))


def _items(listed: Listed, address: Address, there: str = "") -> Items:
    told = _leading(listed["items"], listed.get("leading"))
    items = [Item(one["lead"], one["text"], one["source"], address(one["ref"])) for one in told]
    if rest := listed.get("rest"):
        # An item as the others, so that it stands in every document, whoever made its template.
        items.append(Item("", rest, "", ""))
    return Items(listed["heading"], items, AllOf(len(listed["items"]), there) if rest and there else None)


def _chart(drawn: Drawn, place: str) -> Chart:
    values = [(label, _whole(numbers)) for label, numbers in drawn["values"]]
    if drawn["series"]:
        chart = charts.stacked(drawn["title"], values, series=drawn["series"], unit=drawn["unit"])
    else:
        chart = charts.bars(drawn["title"], [(label, numbers[0]) for label, numbers in values], unit=drawn["unit"])
    return replace(chart, sentence=drawn["sentence"], place=place)


def _whole(numbers: list[float]) -> list[float | int]:
    return [int(number) if float(number).is_integer() else number for number in numbers]
