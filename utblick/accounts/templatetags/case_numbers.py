"""`{{ one.case_number|in_registry }}`: the number, as a link to the registry system where the municipality has told its address."""

from urllib.parse import quote

from django import template
from django.utils.html import format_html

from utblick.accounts.validators import NUMBER
from utblick.tenancy import scope

register = template.Library()


@register.filter
def in_registry(number: str) -> str:
    here = scope.current().municipality
    if not number or here is None or not here.case_url:
        return number
    url = here.case_url.replace(NUMBER, quote(number, safe=""))
    return format_html('<a class="ds-link" href="{}" rel="noreferrer">{}</a>', url, number)
