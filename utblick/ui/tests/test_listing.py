import time

import pytest
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from utblick.ui import listing as listing_module
from utblick.ui.listing import Listing
from utblick.ui.sheets import Sheet

pytestmark = pytest.mark.django_db
TABLE = """{% load ui %}{% listing listing caption="Modeller" empty_heading="Inget här" %}
<thead><tr>{% sortable "name" "Namn" %}{% sortable "room" "Rum" %}</tr></thead>
<tbody>{% for row in listing.rows %}<tr><td>{{ row.model }}</td><td>{{ row.app_label }}</td></tr>{% endfor %}</tbody>
{% endlisting %}"""


MODELS = ContentType.objects.filter(app_label__in=["prov", "annat"])


class Filter(forms.Form):
    room = forms.ChoiceField(label="Rum", required=False, choices=[("", "Alla"), ("prov", "Provrummet")])
    after = forms.DateField(label="Efter", required=False)

    def apply(self, rows: QuerySet[ContentType]) -> QuerySet[ContentType]:
        room = self.cleaned_data.get("room")
        return rows.filter(app_label=room) if room else rows


@pytest.fixture(autouse=True)
def rows() -> None:
    ContentType.objects.bulk_create(
        [ContentType(app_label="prov" if number % 2 else "annat", model=f"m{number:03}") for number in range(60)]
    )


def listed(query: str = "", **options: object) -> Listing:
    settings: dict = {"columns": {"name": "model", "room": "app_label"}, "default_sort": "name", "per_page": 10}
    return Listing(RequestFactory().get(f"/list/{query}"), MODELS, **settings | options)


def drawn(listing: Listing) -> str:
    with translation.override("sv"):
        return engines["django"].from_string(TABLE).render({"listing": listing})


def test_rows_are_sorted_as_the_address_says() -> None:
    assert listed().rows[0].model == "m000"
    assert listed("?sort=-name").rows[0].model == "m059"
    assert [row.app_label for row in listed("?sort=room").rows] == ["annat"] * 10


def test_ties_keep_their_order_over_the_pages() -> None:
    seen = [row.pk for page in range(1, 7) for row in listed(f"?sort=room&page={page}").rows]
    assert len(set(seen)) == 60


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=-1", "?page=x", "?page=99999999999999999999", "?page=7", "?page=²"]
)
def test_an_impossible_page_gives_a_possible_one(query: str) -> None:
    assert listed(query).rows


@pytest.mark.parametrize(
    "query", ["?sort=password", "?sort=-", "?sort=name;drop", "?room=elsewhere", "?after=2026-02-30", "?x=1"]
)
def test_unknown_parameters_are_passed_over(query: str) -> None:
    listing = listed(query, filters=Filter)
    assert listing.rows[0].model == "m000"
    assert "x=1" not in listing.sort_url("name")
    drawn(listing)


@given(st.dictionaries(st.sampled_from(["sort", "page", "room", "after"]), st.text(max_size=12)))
def test_no_address_breaks_a_list(query: dict[str, str]) -> None:
    request = RequestFactory().get("/list/", query)
    listing = Listing(request, MODELS, columns={"name": "model"}, filters=Filter)
    drawn(listing)


def test_filters_narrow_and_say_so_with_a_way_off() -> None:
    listing = listed("?room=prov&sort=-name", filters=Filter)
    assert {row.app_label for row in listing.rows} == {"prov"}
    (chip,) = listing.chips()
    assert (chip.label, chip.value, chip.remove_url) == ("Rum", "Provrummet", "/list/?sort=-name")
    assert listing.next_url == "/list/?room=prov&sort=-name&page=2"
    assert 'aria-sort="descending"' in drawn(listing)


def test_nothing_at_all_and_no_hits_say_different_things() -> None:
    ContentType.objects.filter(app_label="prov").delete()
    assert "Inga träffar" in drawn(listed("?room=prov", filters=Filter))
    MODELS.delete()
    assert "Inget här" in drawn(listed())


def test_a_long_list_is_not_counted_to_its_end(monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries) -> None:
    monkeypatch.setattr(listing_module, "COUNTED", 20)
    listing = listed("?page=5")
    with django_assert_max_num_queries(2):
        text = drawn(listing)
    assert listing.count == 21
    assert "1\u202f000+" in text
    assert listing.rows[0].model == "m040"


def test_fifty_rows_take_two_queries_and_little_work(django_assert_num_queries) -> None:
    """The figure is printed, not judged: machines differ. The part that is ours is everything but the rows."""
    drawn(listed(per_page=50))
    started = time.process_time()
    with django_assert_num_queries(2):
        drawn(listed(per_page=50))
    print(f"50 rows: {(time.process_time() - started) * 1000:.1f} ms CPU")


def test_under_htmx_only_the_list_is_sent_and_caches_are_told(rf) -> None:
    listing = listed()
    answer = listing.answer("ui/errors/500.html")
    assert "HX-Request" in answer["Vary"]


def test_a_list_is_taken_home_whole_as_it_is_filtered_and_sorted() -> None:
    sheet = Sheet("Modeller", {"Namn": lambda row: row.model, "Rum": lambda row: row.app_label})
    listing = listed("?room=prov&sort=-name&as=csv", filters=Filter, sheet=lambda rows: sheet)
    lines = listing.answer("none.html").text.splitlines()
    assert lines[0] == "\ufeffNamn;Rum"
    assert (lines[1], lines[-1], len(lines)) == ("m059;prov", "m001;prov", 31)
    assert dict(listing.files())["Excel"] == "/list/?room=prov&sort=-name&as=xlsx"


def test_a_list_without_a_sheet_has_no_files() -> None:
    assert listed("?as=csv").files() == []
