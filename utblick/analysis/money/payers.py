"""Who paid for a step: the municipality itself, a programme or somebody else, or nobody knows.

A step tells what it did cost and how much of it was our own; what is left was paid by others. Of a project they are named by its
programme, of any other step by the funding programme that its initiative names.
"""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from utblick.projects.programmes import programme, programmes
from utblick.projects.programmes.reading import OTHER

type Raw = tuple[str | None, str | None]
"""As the rows have it: the key of the project's programme, and the funding programme that the initiative names; the latter None
where it does not matter."""

OWN, IN_KIND, UNSAID, UNKNOWN = "own", "in-kind", "unsaid", "unknown"


def labels() -> dict[str, str]:
    """The payers that are no programme."""
    return {
        OWN: _("The municipality's own money"),
        IN_KIND: _("Our own work and premises, in kind"),
        UNSAID: _("Others, not stated who"),
        UNKNOWN: _("Not stated who paid"),
    }


def programme_of(listed: str | None, named: str) -> tuple[str, str, Raw]:
    """The key and the name of the programme that paid what was not our own, and what the rows have where it did."""
    if listed and listed != OTHER:
        return f"programme-{listed}", _name(listed), (listed, None)
    if told := named.strip():
        known = _known(told)
        key, name = (f"programme-{known}", _name(known)) if known else (f"named-{told.casefold()}", told)
        return key, name, (listed, named)
    key, name = (f"programme-{OTHER}", _name(OTHER)) if listed else (UNSAID, labels()[UNSAID])
    return key, name, (listed, named)


def _known(told: str) -> str:
    """The listed programme of that name, so that it is one whether it was chosen or written."""
    wanted = told.casefold()
    return next(
        (key for key, one in programmes().items() if wanted in (one.name.sv.casefold(), one.name.en.casefold())), ""
    )


def _name(key: str) -> str:
    return programme(key).name.in_language(get_language() or "sv")
