"""How the figures were worked out, so that nobody has to guess."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Part, Ref, Sentence
from utblick.followup.figures import Figures
from utblick.followup.parts.blocks import part, said
from utblick.followup.phrases import day, enumerated, quoted, some
from utblick.ui.figures import grouped


def write(figures: Figures) -> Part:
    return part(
        "method",
        _("How the figures were worked out"),
        [
            [said(_fetched(figures))],
            [
                said(_("An initiative belongs to the period if it went on at some time within it, or if a step, a result or a "
                       "lesson of it falls there.")),
                said(_("An initiative that serves several goals is told of under each of them, and is counted once in every "
                       "total.")),
                said(_("A result that names its goal is told of under that goal alone.")),
            ],
            [
                said(_("Costs are what has been noted, in kronor; the plan of what was rejected or cancelled is in no sum.")),
                *_from_euro(figures),
                *_beyond(figures),
                said(_("What nobody has counted is shown as a dash, and is not taken for nought.")),
            ],
            [said(_("What is confidential is not in the report."))],
        ],
    )  # fmt: skip


def _fetched(figures: Figures) -> str:
    facts = {"today": day(figures.today), "last": day(figures.period.last)}
    if figures.today <= figures.period.last:
        return (
            _("The figures were fetched on %(today)s, before the period was over: they may change until %(last)s.")
            % facts
        )
    return _("The figures were fetched on %(today)s.") % facts


def _from_euro(figures: Figures) -> list[Sentence]:
    """Which rate each plan in euro was reckoned at: those with the same one together."""
    at: dict[tuple[Decimal, date | None], list[str]] = {}
    for one in figures.rates:
        at.setdefault((one.per_euro, one.day), []).append(quoted(one.title))
    if not at:
        return []
    texts = [
        (
            _("%(titles)s at %(rate)s kronor for one euro, the ECB's rate on %(day)s")
            if on
            else _("%(titles)s at %(rate)s kronor for one euro, the programme's own rate")
        )
        % {"titles": enumerated(titles), "rate": grouped(rate, 4), "day": on and day(on)}
        for (rate, on), titles in at.items()
    ]
    refs = [Ref(ref=f"budget:{one.pk}", label=one.title) for one in figures.rates]
    return [said(_("What is planned in euro is reckoned in kronor: %(rates)s.") % {"rates": "; ".join(texts)}, *refs)]


def _beyond(figures: Figures) -> list[Sentence]:
    steps = figures.beyond()
    if not steps:
        return []
    text = ngettext(
        "One step reaches beyond the period and is counted whole: %(titles)s.",
        "Steps that reach beyond the period are counted whole: %(titles)s.",
        len(steps),
    )
    return [said(text % {"titles": some([quoted(step.title) for step in steps])})]
