"""The targets of Agenda 2030. Pure."""

from string import ascii_lowercase

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Of each goal from the first to the seventeenth, how many targets are numbered, and how many have letters: 169 in all.
NUMBERED = (5, 5, 9, 7, 6, 6, 3, 10, 5, 7, 7, 8, 3, 7, 9, 10, 19)
LETTERED = (2, 3, 4, 3, 3, 2, 2, 2, 3, 3, 3, 3, 2, 3, 3, 2, 0)
TARGETS = frozenset(
    f"{goal}.{target}"
    for goal, (numbers, letters) in enumerate(zip(NUMBERED, LETTERED, strict=True), start=1)
    for target in (*range(1, numbers + 1), *ascii_lowercase[:letters])
)


def targets_in(text: str) -> list[str]:
    """Those that are written with commas between, each once. Raises ValidationError where there is no such target."""
    found = list(dict.fromkeys(text.replace(",", " ").split()))
    if unknown := [one for one in found if one not in TARGETS]:
        raise ValidationError(_("Agenda 2030 has no such target: %(targets)s.") % {"targets": ", ".join(unknown)})
    return found
