"""What a list is narrowed to right now, each with a way to take it off."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.utils.formats import localize


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    value: str
    remove_url: str


def chips(form: BaseForm, without: Callable[[str], str]) -> list[Chip]:
    """A chip for each valid, non-empty answer of a filter form; `without` gives the address that lacks the field."""
    found = []
    for field in form:
        answer = getattr(form, "cleaned_data", {}).get(field.name)
        if answer not in (None, "", False, []):
            label = str(field.label)
            found.append(Chip(label, _words(field.field, answer), without(field.html_name)))
    return found


def _words(field: Any, answer: Any) -> str:
    """The answer as a person reads it; a ticked box needs no value beside its label."""
    if answer is True:
        return ""
    if isinstance(answer, list | tuple) or hasattr(answer, "iterator"):
        return ", ".join(_words(field, one) for one in answer)
    named = dict(_flat(getattr(field, "choices", ()))) if not hasattr(answer, "pk") else {}
    return str(named.get(str(answer), localize(answer)))


def _flat(choices: Any) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            pairs += _flat(label)
        else:
            pairs.append((str(value), label))
    return pairs
