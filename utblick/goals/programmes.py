"""A programme from draft to decision: adopted and frozen, revised as a new version, ended before its time."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from utblick.goals.comparing import Comparison, compare
from utblick.goals.contents import content_of, live
from utblick.goals.models import Priority, Programme
from utblick.journal.frozen import checksum
from utblick.journal.models import Superseded

CARRIED = ("name", "text", "goal", "form", "countries", "weight", "budget", "target", "concepts", "keywords")


def shown(programme: Programme) -> str:
    """What stands for what a page shows of a draft: adopting asks for it back, so that nothing unseen is adopted."""
    facts = dict.fromkeys(("adopted_by", "adopted_on", "section", "case_number"), "")
    return checksum({**live(programme), **facts})


@transaction.atomic
def adopt(programme: Programme, *, seen: str) -> None:
    """Freeze exactly what was seen, with the decision already set on the programme; what it revises is replaced.

    Raises Superseded where it has changed since, Frozen where it, or another for its time, is adopted.
    """
    if shown(Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)) != seen:
        raise Superseded.told()
    if (former := programme.replaces) and former.status == Programme.Status.ADOPTED:
        former.status = Programme.Status.REPLACED
        former.save()
    programme.content = live(programme)
    programme.checksum, programme.status = checksum(programme.content), Programme.Status.ADOPTED
    programme.save()


class Hindrance(NamedTuple):
    """`other`: the programme that stands in the way, if one does."""

    text: str
    other: Programme | None = None


def hindrances(programme: Programme) -> Iterator[Hindrance]:
    """What has to be put right before a draft can be adopted."""
    content = live(programme)
    if not content["priorities"]:
        yield Hindrance(_("The programme has no priorities."))
    if programme.replaces and not programme.why.strip():
        yield Hindrance(_("It is not told why the programme is revised."))
    for one in against_former(programme).priorities if programme.former else ():
        if one.unexplained:
            yield Hindrance(_("“%(name)s”: it is not told why it is changed.") % {"name": one.name})
    for other in Programme.objects.overlapping(programme):
        if other.pk == programme.replaces_id:
            continue
        facts = {"other": other, "first": other.starts_on, "last": other.ends_on}
        told = _("“%(other)s” is adopted for %(first)s to %(last)s: revise or end it, or change the period.")
        yield Hindrance(told % facts, other)


def against_former(programme: Programme) -> Comparison:
    """What it changes of the version or the programme before it, which there must be."""
    assert programme.former
    return compare(content_of(programme.former), content_of(programme))


@transaction.atomic
def revise(programme: Programme) -> Programme:
    """Begin a new version: a draft that says the same, and goes on from the day that the old one began."""
    versions = Programme.objects.filter(replaces=programme).order_by("-version").values_list("version", flat=True)
    revision = Programme(
        title=programme.title,
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        text=programme.text,
        version=max([programme.version, *versions]) + 1,
        replaces=programme,
    )
    revision.save()
    for row in programme.priorities.current().select_related("goal", "form"):
        carry(row, revision)
    return revision


def follow(programme: Programme, *, title: str, starts_on: date, ends_on: date) -> Programme:
    """The draft of the programme for the next period, without priorities."""
    draft = Programme(title=title, starts_on=starts_on, ends_on=ends_on, text=programme.text, follows=programme)
    draft.save()
    return draft


def carry(row: Priority, programme: Programme, *, weight: int | None = None, why: str = "") -> Priority:
    """The same priority in another version or programme."""
    facts = {name: getattr(row, name) for name in CARRIED}
    new = Priority(programme=programme, line=row.root, position=row.position, why=why, **facts)
    new.weight = weight or row.weight
    new.save()
    return new


def end(programme: Programme) -> None:
    """It is no longer followed, before its last day."""
    programme.status = Programme.Status.ENDED
    programme.save()


def resume(programme: Programme) -> None:
    """It was not to end after all. Raises Frozen where another is adopted for its time by now."""
    programme.status = Programme.Status.ADOPTED
    programme.save()


def former_of(row: Priority) -> Priority | None:
    """The same priority in what its changes are told against."""
    former = row.programme.former
    if former is None or row.line is None:
        return None
    rows = former.priorities.current().select_related("goal", "form")
    return next((one for one in rows if one.root == row.line), None)


def versions_between(before: Programme, after: Programme) -> list[Programme]:
    """Those that lie between the two, the earliest first; none where one does not lead to the other."""
    found: list[Programme] = []
    at = after.former
    while at and at.pk != before.pk:
        found.insert(0, at)
        at = at.former
    return found if at else []
