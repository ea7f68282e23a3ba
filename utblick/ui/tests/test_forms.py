from django import forms
from django.utils import translation
from lxml import html

from utblick.ui.fields import AmountField


class Form(forms.Form):
    title = forms.CharField(label="Titel", help_text="Kort.")
    amount = AmountField(label="Belopp", required=False)
    day = forms.DateField(label="Dag")
    kind = forms.ChoiceField(label="Form", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


def drawn(form: forms.Form) -> html.HtmlElement:
    with translation.override("sv"):
        return html.fromstring(f"<div>{form}</div>")


def test_every_error_is_tied_to_its_field_and_linked_from_the_summary() -> None:
    page = drawn(Form({"day": "2026-02-30"}))

    day = page.get_element_by_id("id_day")
    assert day.get("aria-invalid") == "true"
    assert page.get_element_by_id(day.get("aria-describedby")).text_content().startswith("Det datumet finns inte")
    links = [link.get("href") for link in page.xpath("//*[@role='alert']//a")]
    assert links == ["#id_title", "#id_day", "#id_kind_0"]
    assert all(page.get_element_by_id(link[1:]) is not None for link in links)


def test_a_date_that_cannot_be_is_kept_for_correction() -> None:
    day = drawn(Form({"day": "2026-02-30"})).get_element_by_id("id_day")
    assert (day.get("type"), day.get("value")) == ("text", "2026-02-30")
    assert drawn(Form()).get_element_by_id("id_day").get("type") == "date"


def test_an_untouched_form_has_no_summary_and_marks_what_is_optional_in_words() -> None:
    page = drawn(Form())
    assert not page.xpath("//*[@role='alert']")
    assert [
        label.text_content().strip() for label in page.xpath("//label | //legend") if "valfritt" in label.text_content()
    ] == ["Belopp (valfritt)"]
    assert page.get_element_by_id("id_title").get("aria-required") == "true"
    assert page.get_element_by_id("id_title").get("required") is None


def test_a_hint_is_read_with_its_field() -> None:
    page = drawn(Form())
    assert page.get_element_by_id(page.get_element_by_id("id_title").get("aria-describedby")).text_content() == "Kort."


def test_radio_buttons_are_a_named_group() -> None:
    (group,) = drawn(Form()).xpath("//fieldset")
    assert group.xpath("./legend")[0].text_content().strip() == "Form"
    assert [label.get("for") for label in group.xpath(".//label")] == ["id_kind_0", "id_kind_1"]


def test_a_hidden_field_and_an_error_of_the_whole_form_are_kept() -> None:
    form = Form({"seen": "3"})
    form.add_error(None, "Någon annan har sparat.")
    page = drawn(form)
    assert page.get_element_by_id("id_seen").get("value") == "3"
    assert "Någon annan har sparat." in page.xpath("//*[@role='alert']")[0].text_content()


def test_the_summary_puts_no_colon_after_a_sentence() -> None:
    class Approval(forms.Form):
        number = forms.CharField(label="Diarienummer")
        seen = forms.BooleanField(label="Jag har gått igenom listan.")

    lines = [item.text_content() for item in drawn(Approval({})).xpath("//*[@role='alert']//li")]
    assert lines[0].startswith("Diarienummer: ")
    assert lines[1].startswith("Jag har gått igenom listan. ")
