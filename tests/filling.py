"""Fills a page's form as a person would, from what the page itself says of each field."""

from typing import Any

from lxml import html

from utblick.ui.sending import FIELD

ANSWERS = {"date": "2026-05-04", "email": "ny.person@example.org", "url": "https://example.org/", "number": "3"}


def form_of(text: str) -> Any:
    """The form that adds or changes something; None where the page has none."""
    page = html.fromstring(text if FIELD in text else "<p>")
    return next((form for form in page.forms if FIELD in form.fields), None)


def filled(form: Any, **given: str) -> dict[str, Any]:
    """What the form would send: what stands in it, and an answer to each question that must have one. A button for who is not done
    (formnovalidate) is not pressed."""
    for field in form.inputs:
        if field.name and (field.get("aria-required") == "true" or field.get("type") == "email"):
            _answer(field)
    for group in form.xpath(".//fieldset[.//input[@type='radio']]"):
        _choose(group.xpath(".//input[@type='radio']"))
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    buttons = form.xpath(".//button[@name and @value and not(@formnovalidate)]")
    pressed = {button.get("name"): button.get("value") for button in buttons[:1]}
    return {**pressed, **sent, **given}


def _answer(field: Any) -> None:
    if field.tag == "select":
        if not field.value:
            field.value = next((value for value in field.value_options if value), "")
    elif not (field.value or "").strip():
        field.value = ANSWERS.get(field.get("type", ""), "Prov av formulär")


def _choose(radios: list[Any]) -> None:
    if not any("checked" in radio.attrib for radio in radios):
        radios[0].set("checked", "checked")


def complaints(text: str) -> list[str]:
    """What the error summary says."""
    return [item.text_content() for item in html.fromstring(text).xpath("//*[@role='alert']//li")]
