"""How Django's forms look: `{{ form }}` and `{{ form.field.as_field_group }}` give fields of the design system.

Named by settings.FORM_RENDERER. A form gets an error summary, each field its label, hint, input and error, tied together for
screen readers. Optional fields say so in words; the browser's own bubbles are not used, since they come in the browser's
language and one at a time.
"""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

CHECKS = ("checkbox", "radio")
FULL_WIDTH = (forms.Textarea, forms.FileInput)


class BoundField(forms.BoundField):
    """A field in a form, as the templates in ui/forms/ need it."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        if attrs.pop("required", False) and not isinstance(widget, (forms.FileInput, forms.CheckboxInput)):
            attrs["aria-required"] = "true"
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            # These sit on each option; the group says it once, on its fieldset.
            attrs.pop("aria-required", None)
            attrs.pop("aria-invalid", None)
        attrs["class"] = f"{widget.attrs.get('class', '')} ds-input".strip()
        if isinstance(widget, forms.DateInput) and self.errors:
            # A date field of the browser would drop what cannot be a date; a text field keeps it for correction.
            attrs |= {"inputmode": "numeric", "data-width": "short"}
        return attrs

    @property
    def is_check(self) -> bool:
        """A single tick box: its label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def link_target(self) -> str:
        """The id that the error summary leads to: the input, or the first of its options."""
        if self.use_fieldset and self.auto_id:
            return next((str(option.id_for_label) for option in self.subwidgets), self.auto_id)
        return self.id_for_label or self.auto_id

    @property
    def colon(self) -> str:
        """Between the label and its error, where the label is no sentence with an end of its own."""
        return "" if str(self.label).endswith((".", "?", "!", ":")) else ":"

    @property
    def says_optional(self) -> bool:
        return not self.field.required and not self.is_check and not self.field.disabled

    @property
    def unit(self) -> str:
        """What the number counts, written after the input: kr, €, %."""
        return getattr(self.field, "unit", "")


class Renderer(TemplatesSetting):
    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoundField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == forms.Select.template_name:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: dict[str, Any]) -> SafeString:
    """Drawn here and not by a template, for which a list of fifty options costs more than the rest of a page."""
    groups = format_html_join("", "{}", ((_group(name, options),) for name, options, _index in widget["optgroups"]))
    return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), groups)


def _group(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    drawn = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        # Few have attributes: "selected" or none.
        ((one["value"], flatatt(one["attrs"]) if one["attrs"] else "", one["label"]) for one in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, drawn) if name else drawn
