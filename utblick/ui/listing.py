"""Tables that sort, filter and page on the server and keep their state in the URL.

    listing = Listing(request, Item.objects.open(today), columns={"title": "title", "deadline": "deadline"},
                      default_sort="deadline", filters=ItemFilter)
    return listing.answer("watch/items.html", {"form": form})

The template writes its own rows:

    {% partialdef listing inline %}
      {% listing listing caption=_("Open calls") %}
        <thead><tr>{% sortable "title" _("Title") %}{% sortable "deadline" _("Deadline") %}</tr></thead>
        <tbody>{% for item in listing.rows %}<tr><td data-label="{% translate 'Title' %}">…</td></tr>{% endfor %}</tbody>
      {% endlisting %}
    {% endpartialdef %}

A filter is a Django form with `apply(queryset)`. Unknown parameters and impossible pages are passed over, never an error.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from utblick.ui import sheets
from utblick.ui.chips import Chip, chips
from utblick.ui.sheets import Sheet

COUNTED = 1000
"""No list counts further than this: "1 000+" says enough and costs the same however many rows there are."""
LAST_PAGE = 2000
AT_A_TIME = 1000


class FilterForm(Protocol):
    """What a filter form adds to a form: the narrowed rows, from its valid answers."""

    def apply(self, queryset: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    url: str
    current: bool


class Listing:
    """One list on a page: the rows to show now and the links that change them."""

    def __init__(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        *,
        columns: Mapping[str, str] | None = None,
        default_sort: str = "",
        filters: type[Form] | None = None,
        per_page: int = 50,
        name: str = "listing",
        sheet: Callable[[QuerySet[Any]], Sheet] | None = None,
        count: int | None = None,
    ) -> None:
        """`columns` names what can be sorted by: key in the URL to field path. `default_sort` is a key, "-key" downwards.

        Without `default_sort` the queryset's own order stands until somebody sorts. `name` is the id of the list on the page
        and of the template partial; a second list on a page needs another one, which also prefixes its parameters. `sheet`
        tells what the rows are as a file; with it the list can be taken home as Excel and CSV, all pages of it. `count` is given
        by a page that has counted the rows anyway.
        """
        self.request, self.queryset, self.columns = request, queryset, columns or {}
        self.default_sort, self.per_page, self.name = default_sort, per_page, name
        self._sheet = sheet
        if count is not None:
            self.count = count
        self._prefix = "" if name == "listing" else f"{name}-"
        self.filters = filters(request.GET or None, prefix=self._prefix.rstrip("-") or None) if filters else None

    # What the URL asks for

    def _asked(self, key: str) -> str:
        return self.request.GET.get(self._prefix + key, "")

    @cached_property
    def sort(self) -> str:
        asked = self._asked("sort")
        return asked if asked.removeprefix("-") in self.columns else self.default_sort

    @cached_property
    def asked_page(self) -> int:
        asked = self._asked("page")
        return min(max(int(asked), 1), LAST_PAGE) if asked.isdecimal() and len(asked) < 9 else 1

    @cached_property
    def page(self) -> int:
        return self.asked_page if self.is_capped else min(self.asked_page, self.pages)

    # What is there

    @cached_property
    def narrowed(self) -> QuerySet[Any]:
        if self.filters is None:
            return self.queryset
        self.filters.is_valid()
        narrowed: QuerySet[Any] = self.filters.apply(self.queryset) if self.is_filtered else self.queryset  # type: ignore[attr-defined]
        return narrowed

    @cached_property
    def ordered(self) -> QuerySet[Any]:
        """Sorted, empty values last in both directions, ties always in the same order."""
        key = self.sort.removeprefix("-")
        if key not in self.columns:
            own = self.narrowed.query.order_by or self.narrowed.model._meta.ordering
            return self.narrowed.order_by(*own, "pk")
        field = F(self.columns[key])
        return self.narrowed.order_by(
            field.desc(nulls_last=True) if self.sort.startswith("-") else field.asc(nulls_last=True), "pk"
        )

    @cached_property
    def count(self) -> int:
        """How many there are, counted no further than one past COUNTED."""
        # Only the key: what a list computes for each row it shows must not be computed for each row it counts.
        return self.narrowed.order_by().values("pk")[: COUNTED + 1].count()

    @property
    def is_capped(self) -> bool:
        return self.count > COUNTED

    @property
    def count_text(self) -> str:
        return "1\u202f000+" if self.is_capped else str(self.count)

    @property
    def pages(self) -> int:
        return max(1, -(-min(self.count, COUNTED) // self.per_page))

    @cached_property
    def _fetched(self) -> list[Any]:
        start = (self.page - 1) * self.per_page
        return list(self.ordered[start : start + self.per_page + 1])

    @property
    def rows(self) -> list[Any]:
        return self._fetched[: self.per_page]

    @property
    def has_next(self) -> bool:
        return len(self._fetched) > self.per_page

    # Links

    def url(self, **changes: str) -> str:
        """This list with the parameters changed; an empty value leaves one out. Always begins again at page one."""
        state = {**self._state(), **{self._prefix + key: value for key, value in changes.items()}}
        pairs = [(key, one) for key, value in state.items() for one in (value if isinstance(value, list) else [value])]
        return f"{self.request.path}?{urlencode([(key, value) for key, value in pairs if value])}"

    def _state(self) -> dict[str, Any]:
        state: dict[str, Any] = {}
        for field in self.filters or ():
            if values := [value for value in self.request.GET.getlist(field.html_name) if value]:
                state[field.html_name] = values
        if self.sort != self.default_sort:
            state[self._prefix + "sort"] = self.sort
        return state

    @property
    def sort_name(self) -> str:
        return f"{self._prefix}sort"

    def sort_url(self, key: str) -> str:
        return self.url(sort=f"-{key}" if self.sort == key else key)

    @property
    def next_url(self) -> str:
        return self.url(page=str(self.page + 1)) if self.has_next else ""

    @property
    def previous_url(self) -> str:
        return self.url(page=str(self.page - 1)) if self.page > 1 else ""

    @property
    def numbered(self) -> list[Page]:
        """First, last and those around the current page; a gap in the numbers is a gap in the list."""
        last = max(self.pages, self.page)
        near = {1, last, *range(self.page - 1, self.page + 2)}
        wanted = sorted(number for number in near if 1 <= number <= last)
        return [Page(number, self.url(page=str(number)), number == self.page) for number in wanted]

    @property
    def first_row(self) -> int:
        return (self.page - 1) * self.per_page + 1 if self.rows else 0

    @property
    def last_row(self) -> int:
        return (self.page - 1) * self.per_page + len(self.rows)

    # Filters

    @property
    def is_filtered(self) -> bool:
        return self.filters is not None and any(self.request.GET.get(field.html_name) for field in self.filters)

    @property
    def clear_url(self) -> str:
        return self.url(**{field.html_name.removeprefix(self._prefix): "" for field in self.filters or ()})

    def chips(self) -> list[Chip]:
        """One for each filter in use, with the link that takes it away."""
        form: BaseForm | None = self.filters
        return chips(form, lambda field: self.url(**{field.removeprefix(self._prefix): ""})) if form else []

    # Files

    def files(self) -> list[tuple[str, str]]:
        """What the list can be taken home as: name of the kind, address."""
        names = {"xlsx": "Excel", "csv": "CSV"}
        return [(names[kind], self.url(**{"as": kind})) for kind in sheets.KINDS] if self._sheet else []

    def _file(self) -> HttpResponse | None:
        kind = self._asked("as")
        if self._sheet is None or kind not in sheets.KINDS:
            return None
        return sheets.answer(kind, self._sheet(self.narrowed), self.ordered.iterator(chunk_size=AT_A_TIME))

    # Answer

    def answer(self, template: str, context: Mapping[str, Any] | None = None) -> HttpResponse:
        """The page, or under htmx its partial named like the list. The same address has two bodies, hence Vary.

        With a `sheet`, `?as=xlsx` and `?as=csv` answer with all rows as a file instead.
        """
        if file := self._file():
            return file
        partial = bool(getattr(self.request, "htmx", False))
        name = f"{template}#{self.name}" if partial else template
        response = render(self.request, name, {**(context or {}), self.name: self})
        patch_vary_headers(response, ["HX-Request"])
        return response

    def __str__(self) -> str:
        return _("%(count)s rows") % {"count": self.count_text}
