"""How many work somewhere, as registers tell it: a count, a class in words, or SCB's number of a class. Pure."""

import re

BOUNDS = (0, 1, 5, 10, 20, 50, 100, 250)
"""The lower bounds of the classes."""
SCB = (0, 1, 5, 10, 20, 50, 100, 200, 500, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 10_000)
"""The lower bounds of SCB's classes, by their number."""


class UnknownSize(ValueError):
    """No number to tell it by."""


def size_of(text: str, heading: str = "") -> int:
    """The lower bound of the class. Raises UnknownSize."""
    numbers = [int(number) for number in re.findall(r"\d+", re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", text))]
    if not numbers:
        if re.match(r"ing[ea]|none|no ", text.strip(), re.IGNORECASE):
            return 0
        raise UnknownSize(text)
    is_number_of_class = text.strip().isdigit() and re.search(r"klass|kod|stkl|code|class", heading, re.IGNORECASE)
    count = SCB[numbers[0]] if is_number_of_class and numbers[0] < len(SCB) else numbers[0]
    return max(bound for bound in BOUNDS if bound <= count)
