"""What the units have answered: their own words, named as theirs, and who has not answered."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Listed, Part, Sentence, Told
from utblick.followup.figures import Figures, UnitAnswer
from utblick.followup.parts.blocks import part, said
from utblick.followup.phrases import counted, enumerated, sentence


def write(figures: Figures) -> Part:
    whole = [_told(one, one.whole) for one in figures.answers if one.whole]
    return part(
        "units",
        _("From the units"),
        [list(_draft(figures.answers))],
        lists=[Listed(heading=_("In the units' own words"), items=whole)],
    )


def in_own_words(figures: Figures, goal: int) -> list[Told]:
    """What the units have written about a goal."""
    return [_told(one, one.words[goal]) for one in figures.answers if one.words.get(goal)]


def _told(one: UnitAnswer, text: str) -> Told:
    return Told(lead=one.unit, text=" ".join(text.split()), source="", ref=f"answer:{one.pk}")


def _draft(answers: list[UnitAnswer]) -> Iterator[Sentence]:
    missing = [one.unit for one in answers if not one.is_in and not one.is_back]
    back = [one.unit for one in answers if one.is_back]
    asked = len(answers)
    text = ngettext(
        "One unit was asked to look through what is registered about its work and to comment on it.",
        "%(count)s units were asked to look through what is registered about their work and to comment on it.",
        asked,
    )
    yield said(sentence(text % {"count": counted(asked)}))
    if not missing and not back:
        yield said(_("All have answered.") if asked > 1 else _("It has answered."))
    elif len(missing) == asked:
        yield said(_("None had answered when the figures were fetched."))
    elif missing:
        text = ngettext(
            "One had not answered when the figures were fetched: %(units)s.",
            "%(count)s had not answered when the figures were fetched: %(units)s.",
            len(missing),
        )
        yield said(sentence(text % {"count": counted(len(missing)), "units": enumerated(missing)}))
    if back:
        text = ngettext(
            "One answer was with its unit again, with a question, when the figures were fetched: %(units)s.",
            "%(count)s answers were with their units again, with a question, when the figures were fetched: %(units)s.",
            len(back),
        )
        yield said(sentence(text % {"count": counted(len(back)), "units": enumerated(back)}))
