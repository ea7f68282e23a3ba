import json
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.indicators import reading
from utblick.indicators.counting import this_year
from utblick.indicators.models import Comparison, Indicator, Measurement
from utblick.indicators.tests.make import make_indicator
from utblick.tables import UnreadableTable

LAST = this_year() - 1


def kolada(*rows: tuple[str, str, int, float | None]) -> bytes:
    """Rows of key figure, municipality, year and value, with women and men beside all."""
    values = [
        {
            "kpi": kpi,
            "municipality": place,
            "period": year,
            "values": [{"gender": "K", "value": 1, "count": 1}, {"gender": "T", "value": value, "status": ""}],
        }
        for kpi, place, year, value in rows
    ]
    return json.dumps({"count": len(values), "values": values}).encode()


def upload(client: Client, indicator: Indicator, body: bytes, name: str = "data.csv") -> str:
    return client.post(reverse("indicators:import", args=[indicator.pk]), {"file": SimpleUploadedFile(name, body)}).text


def accept(client: Client, indicator: Indicator, page: str) -> None:
    sealed = page.partition('name="sealed" value="')[2].partition('"')[0]
    client.post(reverse("indicators:save_import", args=[indicator.pk]), {"sealed": sealed})


def figures(indicator: Indicator) -> dict[int, Decimal]:
    return dict(Measurement.objects.current().filter(indicator=indicator).values_list("year", "value"))


def test_a_table_is_shown_row_by_row_before_anything_is_saved(client: Client, officer: User) -> None:
    one = make_indicator(values={2020: "5", 2021: "6"})
    client.force_login(officer)
    page = upload(
        client, one, f"Enkät\nÅr;Värde\n2023;ca 9\n2020;5\n2021;7,5\n2022;8\n2022;9\nx;1\n{LAST + 5};1\n".encode()
    )

    assert figures(one) == {2020: 5, 2021: 6}
    for said in ("Samma som nu", "var 6", "Året står två gånger", "”ca 9”: Det står text", "Det året är inte här än"):
        assert said in page
    accept(client, one, page)
    assert figures(one) == {2020: 5, 2021: Decimal("7.5"), 2022: 8}
    assert Measurement.objects.get(year=2022).how == Measurement.How.IMPORTED


def test_sent_twice_it_is_done_once(client: Client, officer: User) -> None:
    one = make_indicator()
    client.force_login(officer)
    page = upload(client, one, "år,värde\n2020,5\n".encode())
    accept(client, one, page)
    accept(client, one, page)
    assert figures(one) == {2020: 5}


def test_a_file_is_taken_back_whole_but_what_was_changed_since_stays(client: Client, officer: User) -> None:
    one = make_indicator(values={2020: "5", 2021: "6"})
    Comparison.objects.create(indicator=one, name="Åre", year=2020, value=1)
    client.force_login(officer)
    body = "Kommun;År;Värde\n;2020;7\n;2021;8\n;2022;9\nBerg;2020;2\n".encode()
    accept(client, one, upload(client, one, body))
    assert figures(one) == {2020: 7, 2021: 8, 2022: 9}
    assert Comparison.objects.get().name == "Berg"
    undo = reverse("indicators:undo_import", args=[one.pk])
    assert undo in client.get(one.get_absolute_url()).text
    colleague = Measurement.objects.get(year=2021)
    colleague.value = Decimal(10)
    colleague.save()

    page = client.post(undo, {"undo": "1"}, follow=True).text
    assert "Det som ändrats efter filen står kvar: 2021" in page
    assert figures(one) == {2020: 5, 2021: 10}
    assert Measurement.objects.get(year=2020).how == Measurement.How.BY_HAND
    assert Comparison.objects.get().name == "Åre"
    history = client.get(reverse("journal:history", args=["indicators.indicator", one.pk])).text
    assert "Att jämföra med: Berg" in history
    assert "Att jämföra med: Åre" in history
    assert "Det finns inget kvar att ångra" in client.post(undo, {"undo": "1"}, follow=True).text


def test_what_another_file_has_brought_since_to_compare_with_stays(client: Client, officer: User) -> None:
    one = make_indicator()
    client.force_login(officer)
    accept(client, one, upload(client, one, "Kommun;År;Värde\nBerg;2020;2\n".encode()))
    colleague = Client(headers={"host": one.municipality.hosts})
    colleague.force_login(make_user(Role.OFFICER))
    accept(colleague, one, upload(colleague, one, "Kommun;År;Värde\nKrokom;2020;3\n".encode()))
    client.post(reverse("indicators:undo_import", args=[one.pk]))
    assert Comparison.objects.get().name == "Krokom"


def test_people_in_groups_are_added_up(client: Client, officer: User) -> None:
    one = make_indicator(counts_people=True)
    sheet = BytesIO()
    with xlsxwriter.Workbook(sheet) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["År", "Kvinnor", "Män"])
        page.write_row(1, 0, [2024, 3, 4])
    client.force_login(officer)
    accept(client, one, upload(client, one, sheet.getvalue(), "data.xlsx"))

    row = Measurement.objects.get()
    assert (row.value, row.women, row.men, row.girls) == (7, 3, 4, None)


def test_people_told_without_their_groups_are_not_stated_and_take_no_known_groups_away(
    client: Client, officer: User
) -> None:
    one = make_indicator(counts_people=True)
    client.force_login(officer)
    accept(client, one, upload(client, one, "år;kvinnor;män\n2022;3;4\n2023;3;4\n".encode()))
    page = upload(client, one, "år;värde;kvinnor\n2021;9,5;\n2022;7;\n2023;8;\n2024;8;5\n".encode())
    for said in ("inget antal personer", "Samma som nu", "<b>8</b> ej angivet", "en annan summa"):
        assert said in page
    accept(client, one, page)

    rows = Measurement.objects.order_by("year").values_list("year", "value", "women", "not_stated")
    assert list(rows) == [(2022, 7, 3, None), (2023, 8, None, 8)]


@pytest.mark.parametrize(
    ("table", "kept"),
    [
        (
            "\ufeffKommun;År;Kvinnor;Män;Totalt\n{here};2023;41,5;30,1;35,8\nKrokom;2023;50;60;55\n",
            {2023: Decimal("35.80")},
        ),
        ("År;Kvinnor;Män;Totalt\n2023;50;60;55\n", {2023: Decimal(55)}),
        ("År;Kvinnor;Män\n2023;50;60\n", {}),
    ],
)
def test_shares_of_women_and_men_are_not_added_up(
    client: Client, officer: User, here: Municipality, table: str, kept: dict[int, Decimal]
) -> None:
    one = make_indicator(unit="%")
    client.force_login(officer)
    page = upload(client, one, table.format(here=here.name).encode())
    accept(client, one, page)
    assert figures(one) == kept
    assert kept or "kolumn" in page


def test_kolada_gives_our_own_figures_and_those_to_compare_with(
    client: Client, officer: User, municipality: Municipality
) -> None:
    municipality.code = "2313"
    municipality.save()
    one = make_indicator(kpi="N00914")
    client.force_login(officer)
    body = kolada(
        ("N00914", "2313", 2023, 12.34),
        ("N00914", "2321", 2023, 10),
        ("N00914", "2321", 2022, None),
        ("N00001", "2313", 2022, 1),
    )
    page = upload(client, one, body, "data.json")
    accept(client, one, page)

    assert "Åre" in page
    assert figures(one) == {2023: Decimal("12.34")}
    assert [(row.name, row.year, row.value) for row in Comparison.objects.all()] == [("Åre", 2023, 10)]
    assert "Åre" in client.get(one.get_absolute_url()).text


def test_of_many_municipalities_the_median_is_kept(client: Client, officer: User) -> None:
    one = make_indicator()
    client.force_login(officer)
    accept(
        client,
        one,
        upload(client, one, kolada(*(("N00914", f"{n:04}", 2023, n) for n in range(101, 116))), "data.json"),
    )
    (row,) = Comparison.objects.all()
    assert (row.name, row.value) == ("Median för 15 kommuner", 108)


def test_a_decimal_comma_that_parts_the_cells_gives_no_figure(client: Client, officer: User) -> None:
    one = make_indicator()
    client.force_login(officer)
    page = upload(client, one, b'\xc3\x85r,V\xc3\xa4rde,K\xc3\xa4lla\n2020,3,5,SCB\n2021,"4,25",SCB\n2022,6,\n')
    assert "2020,3,5,SCB" in page
    assert "fler celler än det finns kolumnnamn" in page
    accept(client, one, page)
    assert figures(one) == {2021: Decimal("4.25"), 2022: 6}


def test_nothing_is_saved_that_was_not_shown(client: Client, officer: User) -> None:
    one, other = make_indicator(), make_indicator()
    client.force_login(officer)
    page = upload(client, one, "år;värde\n2020;5\n".encode())
    accept(client, other, page)
    client.post(reverse("indicators:save_import", args=[one.pk]), {"sealed": "x:y:z"})
    assert not Measurement.objects.exists()


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("a.csv", b"namn;antal\nx;1", "Ingen rad namnger kolumnerna"),
        ("a.csv", "år;värde\n".encode(), "inga siffror under"),
        ("a.json", b'{"values": [1]}', "inte så som Kolada"),
        ("a.json", b"[" * 100_000, "inte så som Kolada"),
        ("a.xlsx", b"PK\x03\x04 broken", "Filen går inte att läsa"),
        ("a.exe", b"MZ", "JSON"),
    ],
)
def test_a_file_without_figures_is_refused_with_what_to_do(
    client: Client, officer: User, name: str, body: bytes, said: str
) -> None:
    client.force_login(officer)
    assert said in upload(client, make_indicator(), body, name)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f"år;värde\n{text}".encode()))
def test_no_bytes_make_it_fall(body: bytes) -> None:
    try:
        rows = reading.rows_of(body)
    except (reading.NoFigures, UnreadableTable):
        return
    assert all(row.fault or 1970 <= row.year <= 2100 for row in rows)


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8), st.lists, max_leaves=8)
)
def test_no_json_makes_it_fall(told: object) -> None:
    body = json.dumps(
        {"values": [{"kpi": told, "municipality": told, "period": told, "values": [{"gender": "T", "value": told}]}]}
    )
    rows = reading.rows_of(body.encode())
    assert all(row.fault or 1970 <= row.year <= 2100 for row in rows)
