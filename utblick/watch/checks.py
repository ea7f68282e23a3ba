"""Data files that cannot be used are found at start, not at the first visitor."""

from typing import Any

from django.core.checks import Error, register

from utblick.watch.eligibility import BadRules, schemes


@register()
def rules_can_be_read(**kwargs: Any) -> list[Error]:
    try:
        schemes()
    except BadRules as error:
        hint = "The files lie in utblick/watch/eligibility/schemes; eligibility/reading.py says what a file holds."
        return [Error(f"The rules of eligibility cannot be read: {error}", hint=hint, id="watch.E001")]
    return []
