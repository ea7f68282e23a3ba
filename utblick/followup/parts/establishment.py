"""Companies that asked about coming here: how many, how soon they were answered, and what came of it."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.establishment.measuring import Measured
from utblick.followup.contents import Part, Ref, Sentence
from utblick.followup.counted import label_of, place_of
from utblick.followup.figures import Figures
from utblick.followup.parts.blocks import cell, counted_cell, part, said, table
from utblick.followup.phrases import counted, enumerated, figure, quoted, sentence, within
from utblick.ui.countries import country_name


def write(figures: Figures) -> Part:
    found = figures.establishment
    rows: list[tuple[str, int | Decimal]] = [
        ("establishment:received", found.received),
        ("establishment:in_time", found.in_time),
        ("establishment:late", found.late),
        *([("establishment:median_days", found.median_days)] if found.median_days is not None else []),
        ("establishment:established", found.established),
        ("establishment:jobs", found.jobs),
        *([("establishment:investment", found.investment)] if found.investment else []),
        ("establishment:lost", found.lost),
    ]
    cells = [
        [cell(label_of(of)), counted_cell(figure(count), count, of, place_of(of, figures.period))] for of, count in rows
    ]
    return part(
        "establishment",
        _("Establishment"),
        [list(_draft(figures))],
        tables=[table("counts", _("Establishment enquiries"), [_("What"), _("Number")], cells)],
    )


def _draft(figures: Figures) -> Iterator[Sentence]:
    found, asked = figures.establishment, "establishment:received"
    ref = Ref(ref=place_of(asked, figures.period), label=label_of(asked))
    text = ngettext(
        "During %(when)s one company asked about establishing itself in the municipality.",
        "During %(when)s %(count)s companies asked about establishing themselves in the municipality.",
        found.received,
    )
    yield said(text % {"when": within(figures.period), "count": counted(found.received)}, ref)
    if found.received > 1:
        yield said(_("They came from %(countries)s.") % {"countries": _countries(found)}, ref)
    if found.due:
        yield said(_in_time(found), ref)
    yield said(sentence(_outcome(found)), ref)
    if found.reasons:
        told = enumerated([quoted(reason) for reason in list(found.reasons)[:3]])
        yield said(_("Those that came to nothing did so because of %(reasons)s.") % {"reasons": told}, ref)


def _countries(found: Measured) -> str:
    return enumerated(sorted(country_name(code) for code in found.countries))


def _in_time(found: Measured) -> str:
    if not found.late:
        return _("All that should have been answered got their first answer within the time that was promised.")
    text = _("%(count)s of %(due)s got their first answer within the time that was promised.")
    return sentence(text % {"count": counted(found.in_time), "due": counted(found.due)})


def _outcome(found: Measured) -> str:
    if not found.established:
        return _("None of them has led to an establishment so far.")
    text = ngettext("One establishes itself here", "%(count)s establish themselves here", found.established) % {
        "count": counted(found.established)
    }
    if not found.jobs:
        return f"{text}."
    jobs = ngettext("one job", "%(count)s jobs", found.jobs) % {"count": figure(found.jobs)}
    told = ngettext(
        "%(text)s, with %(jobs)s as the company has told.",
        "%(text)s, with %(jobs)s as the companies have told.",
        found.established,
    )
    return told % {"text": text, "jobs": jobs}
