"""What changed between two versions of a programme, or two programmes, and why. Pure but for the words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from utblick.goals.contents import Content, PriorityContent
from utblick.ui.countries import country_names
from utblick.ui.differing import Piece, differences
from utblick.ui.templatetags.ui import money

LABELS: dict[str, Promise] = {
    "title": _("Title"),
    "starts_on": _("From"),
    "ends_on": _("To"),
    "name": _("Priority"),
    "text": _("Text"),
    "goal": _("Goal"),
    "form": _("Form of cooperation"),
    "countries": _("Countries"),
    "weight": _("Weight"),
    "budget": _("Budget"),
    "target": _("Target"),
}
OF_PROGRAMME = ("title", "starts_on", "ends_on", "text")
OF_PRIORITY = ("name", "weight", "budget", "target", "goal", "form", "countries", "text")


class Course(TextChoices):
    """What becomes of a priority from one version to another."""

    NEW = "new", pgettext_lazy("priority", "New")
    STRENGTHENED = "strengthened", _("Strengthened")
    LOWERED = "lowered", _("Lowered")
    CHANGED = "changed", _("Changed")
    KEPT = "kept", _("Kept as it was")
    ENDED = "ended", _("Ended")


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after; of a text its pieces."""

    label: str | Promise
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """One priority in both. `whys`: what the versions say of it, the earliest first."""

    line: int
    name: str
    course: Course
    changes: tuple[Change, ...] = ()
    whys: tuple[str, ...] = ()

    @property
    def unexplained(self) -> bool:
        return self.course is not Course.KEPT and not self.whys


@dataclass(frozen=True, slots=True)
class Comparison:
    changes: tuple[Change, ...]
    priorities: tuple[Compared, ...]

    @property
    def nothing(self) -> bool:
        return not self.changes and all(one.course is Course.KEPT for one in self.priorities)

    @property
    def kept(self) -> str:
        """The names of what goes on as it was."""
        return ", ".join(one.name for one in self.priorities if one.course is Course.KEPT)


def compare(before: Content, after: Content, *, between: Sequence[Content] = ()) -> Comparison:
    """`between`: the versions that lie between the two, the earliest first; they may say why."""
    steps = [*between, after]
    old = {one["line"]: one for one in before["priorities"]}
    new = {one["line"]: one for one in after["priorities"]}
    found = [_compared(old.get(line), one, _whys(line, steps)) for line, one in new.items()]
    gone = [
        Compared(line, one["name"], Course.ENDED, whys=_whys(line, steps))
        for line, one in old.items()
        if line not in new
    ]
    return Comparison(tuple(_changes(before, after, OF_PROGRAMME)), (*found, *gone))


def _compared(before: PriorityContent | None, after: PriorityContent, whys: tuple[str, ...]) -> Compared:
    if before is None:
        return Compared(after["line"], after["name"], Course.NEW, whys=whys)
    changes = tuple(_changes(before, after, OF_PRIORITY))
    course = _course(before["weight"], after["weight"]) or (Course.CHANGED if changes else Course.KEPT)
    return Compared(after["line"], after["name"], course, changes, whys)


def _course(before: int, after: int) -> Course | None:
    if before == after:
        return None
    return Course.STRENGTHENED if after > before else Course.LOWERED


def _whys(line: int, steps: Sequence[Content]) -> tuple[str, ...]:
    told = [one["why"] for step in steps for one in [*step["priorities"], *step["ended"]] if one["line"] == line]
    return tuple(dict.fromkeys(why for why in told if why))


def _changes(before: Any, after: Any, names: Sequence[str]) -> Iterator[Change]:
    for name in names:
        if before[name] != after[name]:
            old, new = _in_words(name, before[name]), _in_words(name, after[name])
            pieces = tuple(differences(old, new)) if name in ("text", "target", "name") and old and new else ()
            yield Change(LABELS[name], old, new, pieces)


def _in_words(name: str, value: Any) -> str:
    if name == "countries":
        return country_names(value) or gettext("everywhere")
    if name == "weight":
        return gettext("%(weight)s of 5") % {"weight": value}
    if name == "budget" and value is not None:
        return money(value)
    return str(value or "")
