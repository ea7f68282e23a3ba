"""Two entries of the same organisation become one: all that belongs to the other moves over, and can be moved back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from utblick.journal.models import Recorded
from utblick.partners.models import Merging, Organisation
from utblick.teamwork import moving

# What an empty field of the one that stays is filled with. The place on the map goes as a pair.
FILLED = (
    *("place", "region", "organisation_number", "website", "languages", "description", "description_en"),
    *("known_by_id", "known_by_unit_id", "contact_every"),
)
PLACE = ("latitude", "longitude")


class OneIsSecret(Exception):
    """Merging would let out what only one of them hides."""


class BothTakePart(Exception):
    """Both are in the same undertaking, each with figures of its own: `undertaking` names it. To withdraw one would lose them."""

    def __init__(self, undertaking: str) -> None:
        super().__init__(undertaking)
        self.undertaking = undertaking


@dataclass(frozen=True, slots=True)
class Preview:
    """`moves`: what and how many; `doubles`: what both have and one is withdrawn; `differs`: field, stays, is lost from view."""

    moves: list[tuple[str, int]]
    doubles: int
    fills: list[tuple[str, str]]
    differs: list[tuple[str, str, str]]


def preview(kept: Organisation, gone: Organisation) -> Preview:
    moves, doubles = [], 0
    for model in _parts():
        rows = list(_rows(model, gone))
        both = [row for row in rows if _clashes(row, kept)]
        doubles += len(both)
        if len(rows) > len(both):
            moves.append((_name_of(model), len(rows) - len(both)))
    said = ((kind, moving.about(kind, gone).count()) for kind in moving.KINDS)
    moves += [(_name_of(kind), count) for kind, count in said if count]
    return Preview(
        moves,
        doubles,
        [(_label(name), _shown(gone, name)) for name in _fillable(kept, gone)],
        [(_label(name), _shown(kept, name), _shown(gone, name)) for name in _differing(kept, gone)],
    )


@transaction.atomic
def merge(kept: Organisation, gone: Organisation) -> Merging:
    """Raises OneIsSecret and BothTakePart."""
    if bool(kept.secrecy_ground) != bool(gone.secrecy_ground):
        raise OneIsSecret
    merging = Merging(kept=kept, gone=gone)
    for model in _parts():
        for row in _rows(model, gone):
            _move(row, merging)
    for kind in moving.KINDS:
        said = list(moving.about(kind, gone))
        merging.moved[kind._meta.label_lower] = [row.pk for row in said]
        for row in said:
            moving.move(row, kept)
    merging.filled = _fill(kept, gone)
    gone.withdraw()
    merging.save()
    return merging


@transaction.atomic
def part(merging: Merging) -> None:
    """Two again: what was moved and still belongs to the one that stayed goes back."""
    kept, gone = merging.kept, merging.gone
    for model in _parts():
        label = model._meta.label_lower
        for row in model._default_manager.filter(pk__in=merging.moved.get(label, []), organisation=kept):
            row.organisation = gone
            row.save()
        for row in model._default_manager.filter(pk__in=merging.withdrawn.get(label, [])).exclude(withdrawn_at=None):
            row.restore()
    for kind in moving.KINDS:
        for row in moving.about(kind, kept).filter(pk__in=merging.moved.get(kind._meta.label_lower, [])):
            moving.move(row, gone)
    _empty(kept, gone, merging.filled)
    gone.withdrawn_at = None
    gone.save()
    merging.withdraw()


def _parts() -> Iterator[Any]:
    """Every kind of object that belongs to an organisation, in whatever room."""
    for relation in Organisation._meta.related_objects:
        if relation.field.name == "organisation" and issubclass(relation.related_model, Recorded):
            yield relation.related_model


def _name_of(model: Any) -> str:
    taking_part: Any = Organisation._meta.get_field("participations").related_model
    return _("Initiatives") if model is taking_part else capfirst(str(model._meta.verbose_name_plural))


def _rows(model: Any, organisation: Organisation) -> Any:
    return model._default_manager.filter(organisation=organisation, withdrawn_at=None)


def _clashes(row: Any, kept: Organisation) -> bool:
    """Whether the one that stays has the same already: both took part in one initiative, or are parties to one agreement."""
    agreement = getattr(row, "agreement", None)
    if agreement is not None and agreement.organisation_id == kept.pk:
        return True
    for constraint in row._meta.constraints:
        fields = getattr(constraint, "fields", ())
        if isinstance(constraint, models.UniqueConstraint) and "organisation" in fields:
            same = {name: getattr(row, name) for name in fields if name != "organisation"}
            return bool(type(row)._default_manager.filter(organisation=kept, **same).exists())
    return False


def _move(row: Any, merging: Merging) -> None:
    label, clashes = row._meta.label_lower, _clashes(row, merging.kept)
    (merging.withdrawn if clashes else merging.moved).setdefault(label, []).append(row.pk)
    if clashes:
        if whole := getattr(row, "holds_figures_of", None):
            raise BothTakePart(str(getattr(row, whole)))
        row.withdraw()
        return
    row.organisation = merging.kept
    row.save()


def _fill(kept: Organisation, gone: Organisation) -> list[str]:
    names = _fillable(kept, gone)
    values = {name: getattr(gone, name) for name in names}
    if "organisation_number" in values:
        # A number is in the register once.
        gone.organisation_number = ""
        gone.save()
    for name, value in values.items():
        setattr(kept, name, value)
    if values:
        kept.save()
    return names


def _empty(kept: Organisation, gone: Organisation, names: list[str]) -> None:
    number = kept.organisation_number
    for name in names:
        setattr(kept, name, "" if isinstance(getattr(kept, name), str) else None)
    if names:
        kept.save()
    if "organisation_number" in names:
        gone.organisation_number = number


def _fillable(kept: Organisation, gone: Organisation) -> list[str]:
    found = [name for name in FILLED if not getattr(kept, name) and getattr(gone, name)]
    return [*found, *PLACE] if kept.latitude is None and gone.latitude is not None else found


def _differing(kept: Organisation, gone: Organisation) -> list[str]:
    """Where both say something, and not the same."""
    told = [(name, getattr(kept, name), getattr(gone, name)) for name in ("name", "kind", "country", *FILLED)]
    return [name for name, stays, goes in told if stays and goes and stays != goes]


def _label(name: str) -> str:
    field: Any = Organisation._meta.get_field(name.removesuffix("_id"))
    return capfirst(str(field.verbose_name))


def _shown(organisation: Organisation, name: str) -> str:
    if name in ("country", "region"):
        return str(getattr(organisation, f"{name}_name"))
    if name == "languages":
        return organisation.language_names
    choice = getattr(organisation, f"get_{name}_display", None)
    return str(choice() if choice else getattr(organisation, name.removesuffix("_id")))[:200]
