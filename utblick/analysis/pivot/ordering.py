"""What rows and columns are called, and in which order they stand."""

from collections.abc import Iterable

from utblick.analysis.pivot.dimensions import COUNTRY, YEAR, Dimension
from utblick.analysis.pivot.names import Names
from utblick.analysis.pivot.question import Question
from utblick.analysis.pivot.subjects import Key
from utblick.ui.countries import country_choices, country_name


def ordered(
    one: Dimension, found: Iterable[Key], names: Names, question: Question, *, shows_all: bool = False
) -> list[tuple[Key, str]]:
    """Goals and forms as their document has them (with `shows_all` those too that have nothing), the others by name; what
    is missing last."""
    keys = set(found)
    known = labels(one, names, keys)
    if shows_all and one.key in ("goal", "form"):
        wanted = question.chosen.get(one.key)
        keys |= {pk for pk, named in names[one.key].items() if named.stands and wanted in (None, pk)}
    found_in_order = [(key, label) for key, label in known.items() if key in keys or one is YEAR]
    return [*found_in_order, *([(None, str(one.missing))] if None in keys else [])]


def labels(one: Dimension, names: Names, keys: Iterable[Key]) -> dict[Key, str]:
    """What the keys are called, in the order that they are shown in; no year between the first and the last is passed over."""
    if one is YEAR:
        years = [key for key in keys if isinstance(key, int)]
        return {year: str(year) for year in range(min(years), max(years) + 1)} if years else {}
    if one is COUNTRY:
        return {code: country_name(code) for code in _by_name(str(key) for key in keys if key)}
    return {pk: named.label for pk, named in names[one.key].items()}


def _by_name(codes: Iterable[str]) -> list[str]:
    """As countries stand in every list; an unknown code last."""
    order = {code: place for place, (code, _name) in enumerate(country_choices())}
    return sorted(codes, key=lambda code: (order.get(code, len(order)), code))
