"""Why somebody is a candidate, in the reader's words. What the idea and the projects have in common stands before these."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.finder.finding import Candidate
from utblick.ui.templatetags.ui import number


@dataclass(frozen=True, slots=True)
class Reason:
    """`against`: speaks against the candidate."""

    text: str
    icon: str
    against: bool = False


def reasons(one: Candidate) -> Iterator[Reason]:
    if one.near and not one.words:
        yield Reason(
            _("The projects below lie near the idea as a whole, though they share no single word with it"), "target"
        )
    yield from _experience(one)
    yield from _country(one)
    yield from _likeness(one)


def _experience(one: Candidate) -> Iterator[Reason]:
    who = one.participant
    if who:
        told = ngettext("Has been in %(count)s project", "Has been in %(count)s projects", who.projects)
        told %= {"count": number(who.projects)}
        if who.led:
            told += ngettext(", and led %(count)s", ", and led %(count)s", who.led) % {"count": number(who.led)}
        yield Reason(told, "layers")
    if one.in_programme:
        told = ngettext(
            "%(count)s of the near projects is in the same programme",
            "%(count)s of the near projects are in the same programme",
            one.in_programme,
        )
        yield Reason(told % {"count": one.in_programme}, "circle-check")


def _country(one: Candidate) -> Iterator[Reason]:
    because = one.judged.because
    if "asked" in because:
        yield Reason(_("In a country that the call asks for"), "globe")
    elif "open" in because:
        yield Reason(_("In a country that may take part"), "globe")
    elif "not_open" in because:
        yield Reason(_("Not in a country of the programme: check before you ask"), "triangle-alert", against=True)


def _likeness(one: Candidate) -> Iterator[Reason]:
    because = one.judged.because
    if "kind" in because and "size" in because:
        told = _("The same kind of organisation as you, and about your size (%(count)s inhabitants)")
        yield Reason(told % {"count": number(one.inhabitants)}, "users")
    elif "kind" in because:
        yield Reason(_("The same kind of organisation as you"), "users")
    if "region" in because:
        yield Reason(_("In your own part of the country"), "map-pin")
