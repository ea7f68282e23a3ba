from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from utblick.ui.fields import AmountField, CountField, UploadField, decimal_from, tell_too_large


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 234,50", "1234.50"),
        ("1234.50", "1234.50"),
        ("1\u202f234\u202f567", "1234567"),
        ("1\u00a0234 kr", "1234"),
        ("€ 20", "20"),
        ("1.234.567,8", "1234567.8"),
        ("1,234,567", "1234567"),
        ("\u22123", "-3"),
        ("12:-", "12"),
        ("1,5", "1.5"),
    ],
)
def test_an_amount_is_read_as_people_write_it(written: str, meant: str) -> None:
    assert decimal_from(written) == Decimal(meant)


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("tolv tusen", "Skriv beloppet med siffror"),
        ("1.234", "tusental eller decimaler"),
        ("1,2,34", "Skriv beloppet med siffror"),
        ("-5", "kan inte vara lägre än 0"),
        ("1,234 5", "Skriv högst 2 decimaler"),
        ("NaN", "Skriv beloppet med siffror"),
        ("", "behöver fyllas i"),
    ],
)
def test_what_is_no_amount_is_told_kindly(written: str, answer: str) -> None:
    with translation.override("sv"), pytest.raises(forms.ValidationError) as told:
        AmountField().clean(written)
    assert answer in told.value.messages[0]


@pytest.mark.parametrize(("written", "answer"), [("1 000,50", "utan decimaler"), ("1" * 13, "Beloppet är för stort")])
def test_whole_kronor_and_too_large_an_amount_are_told_kindly(written: str, answer: str) -> None:
    with translation.override("sv"), pytest.raises(forms.ValidationError) as told:
        AmountField(max_digits=12, decimal_places=0).clean(written)
    assert answer in told.value.messages[0]


@given(st.text(max_size=30))
def test_no_text_breaks_an_amount_or_a_count(text: str) -> None:
    for field in (AmountField(), CountField()):
        try:
            field.clean(text)
        except forms.ValidationError:
            continue


@given(st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2))
def test_a_stored_amount_comes_back_from_the_form_unchanged(amount: Decimal) -> None:
    for language in ("sv", "en"):
        with translation.override(language):
            field = AmountField()
            shown = field.prepare_value(amount)
            try:
                assert field.clean(shown) == amount
            except forms.ValidationError as error:
                raise AssertionError(f"{shown!r}: {error.messages}") from error


def test_a_count_takes_spaces_and_refuses_halves() -> None:
    assert CountField().clean("1 200") == 1200
    assert [CountField().clean(text) for text in ("40.000", "1,200,000", "12")] == [40_000, 1_200_000, 12]
    with pytest.raises(forms.ValidationError):
        CountField().clean("1,5")


def test_a_day_that_does_not_exist_is_told_kindly() -> None:
    with translation.override("sv"), pytest.raises(forms.ValidationError) as told:
        forms.DateField().clean("2026-02-30")
    assert "finns inte i kalendern" in told.value.messages[0]


def test_an_upload_of_the_wrong_kind_or_size_says_the_limits() -> None:
    field = UploadField(kinds=(".pdf",), megabytes=1)
    with translation.override("sv"):
        assert "PDF" in str(field.help_text)
        with pytest.raises(forms.ValidationError, match=r"”virus.exe” är inte av rätt filtyp"):
            field.clean(SimpleUploadedFile("virus.exe", b"x"))
        with pytest.raises(forms.ValidationError, match="Största tillåtna storlek är 1 MB"):
            field.clean(SimpleUploadedFile("stor.pdf", b"x" * (1024 * 1024 + 1)))
    assert field.clean(SimpleUploadedFile("bra.PDF", b"x")).name == "bra.PDF"


def test_an_upload_refused_on_its_way_in_is_named_in_the_form() -> None:
    class Form(forms.Form):
        document = UploadField(kinds=(".pdf",))

    request = RequestFactory().post("/", {})
    request.META["utblick.too_large"] = "jätte.pdf"
    form = Form(request.POST, request.FILES)
    form.is_valid()
    with translation.override("sv"):
        tell_too_large(form, request, "document")
    assert form.errors["document"] == [
        "”jätte.pdf” är större än vad som kan tas emot. Välj en mindre fil eller klistra in texten."
    ]
