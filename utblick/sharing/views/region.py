"""What a region sees of those that share with it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.accounts.roles import UserRequest, may
from utblick.sharing import programmes, telling
from utblick.sharing import sheets as sheets_of
from utblick.sharing import works as working
from utblick.sharing.crossing import told, with_region
from utblick.sharing.figures import Figures, figures_by_municipality
from utblick.sharing.forms.filters import NamedFilter, SharedFilter, Sharer
from utblick.ui import sheets
from utblick.ui.countries import country_name
from utblick.ui.listing import Listing

ROWS = 25
COLUMNS = {"title": "title", "municipality": "municipality__name", "status": "status", "start": "starts_on"}
PAGES: list[tuple[str, Promise]] = [
    ("works", _("Who works with what")),
    ("initiatives", _("Initiatives")),
    ("region_joints", _("Joint initiatives")),
    ("figures", _("What it comes to")),
]


def tabs(request: UserRequest, here: str) -> list[tuple[Promise, str, bool]]:
    """The pages of the region; the filter comes along."""
    kept = request.GET.copy()
    for name in set(kept) - set(SharedFilter.base_fields):
        del kept[name]
    query = f"?{kept.urlencode()}" if kept else ""
    return [(label, reverse(f"sharing:{name}") + query, name == here) for name, label in PAGES]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many initiatives a municipality has; the address of them where it shares them by name."""

    sharer: Sharer
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    cells: list[Cell]
    total: int


@may("sharing.read")
def works(request: UserRequest) -> HttpResponse:
    """Programme by programme and country by country: which municipalities, with how many initiatives."""
    listing = Listing(request, with_region().counted, filters=SharedFilter)
    lines = {
        "programmes": _lines(listing, "programme", working.by_programme(listing.narrowed), programmes.label),
        "countries": _lines(listing, "country", working.by_country(listing.narrowed), country_name),
    }
    context = {"listing": listing, "sharers": _sharers(listing), "tabs": tabs(request, "works"), **lines}
    return render(request, "sharing/works.html", context)


def _sharers(listing: Listing) -> dict[int, Sharer]:
    return {one.pk: one for one in listing.filters.sharers}  # type: ignore[union-attr]


def _lines(listing: Listing, what: str, lines: list[working.Line], label: Callable[[str], str]) -> list[Line]:
    sharers = _sharers(listing)

    def cell(line: working.Line, municipality: int, count: int) -> Cell:
        asked = {what: line.value, "municipality": str(municipality)}
        url = _listed(listing, **asked) if sharers[municipality].by_name else ""
        return Cell(sharers[municipality], count, url)

    # Who began to share between the two queries is told of at the next look.
    known = [(one, [pair for pair in one.by if pair[0] in sharers]) for one in lines]
    return [Line(label(one.value), [cell(one, *pair) for pair in by], one.total) for one, by in known if by]


def _of(listing: Listing, sharer: Sharer) -> str:
    """The list of one municipality's, where it shares them by name."""
    return _listed(listing, municipality=str(sharer.pk)) if sharer.by_name else ""


def _listed(listing: Listing, **asked: str) -> str:
    """The list of initiatives by this filter, and what is asked besides."""
    return listing.url(**asked).replace(listing.request.path, reverse("sharing:initiatives"), 1)


@may("sharing.read")
def initiatives(request: UserRequest) -> HttpResponse:
    named = with_region().named
    listing = Listing(
        request, told(named), columns=COLUMNS, default_sort="municipality", filters=NamedFilter, per_page=ROWS,
        sheet=sheets_of.initiatives,
    )  # fmt: skip
    shown = telling.tell(listing.rows, of=named)
    context = {"shown": shown, "sharers": _sharers(listing), "tabs": tabs(request, "initiatives")}
    return listing.answer("sharing/initiatives.html", context)


@may("sharing.read")
def initiative(request: UserRequest, pk: int) -> HttpResponse:
    found = telling.tell_one(with_region().named, pk)
    if found is None:
        raise Http404
    return render(request, "sharing/initiative.html", {"told": found})


@may("sharing.read")
def figures(request: UserRequest) -> HttpResponse:
    """Of each municipality that shares, and of all; as a page or a file."""
    listing = Listing(request, with_region().counted, filters=SharedFilter)
    found = figures_by_municipality(listing.narrowed)
    rows = [(one, found[one.pk]) for one in _sharers(listing).values() if one.pk in found]
    if (kind := request.GET.get("as", "")) in sheets.KINDS:
        return sheets.answer(kind, sheets_of.figures(), [(one.name, figures) for one, figures in rows])
    by_name = all(one.by_name for one, _figures in rows)
    context = {
        "listing": listing,
        "rows": [(one, figures, _of(listing, one)) for one, figures in rows],
        "all_url": _listed(listing) if by_name else "",
        "total": sum((figures for _one, figures in rows), Figures()),
        "files": [(name, listing.url(**{"as": kind})) for kind, name in {"xlsx": "Excel", "csv": "CSV"}.items()],
        "sharers": _sharers(listing),
        "tabs": tabs(request, "figures"),
    }
    return render(request, "sharing/figures.html", context)
