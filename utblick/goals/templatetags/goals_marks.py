"""What the templates of goals ask for: the card of a mark, a concept and a country in the reader's language."""

from typing import Any

from django import template
from django.utils.translation import get_language

from utblick.goals import concepts
from utblick.goals.pieces import Piece
from utblick.goals.reviewing import Card
from utblick.ui.countries import country_name

register = template.Library()


@register.simple_tag
def card_of(cards: dict[int, Card], piece: Piece) -> Card:
    return cards[piece.id]


@register.simple_tag
def concept_label(concept: dict[str, Any]) -> str:
    return concepts.label(concept, (get_language() or "sv").split("-")[0])


@register.simple_tag
def country(code: str) -> str:
    return country_name(code)
