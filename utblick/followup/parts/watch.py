"""The horizon scanning in figures: what came, what was decided, what went by."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Cell, Listed, Part, Ref, Sentence, Told
from utblick.followup.counted import label_of, place_of
from utblick.followup.figures import Figures, Gone, Period, Watch
from utblick.followup.parts.blocks import cell, counted_cell, part, said, table
from utblick.followup.phrases import NBSP, counted, enumerated, figure, quoted, sentence, within
from utblick.watch.models import Decision
from utblick.watch.whynot import counted as counted_reasons

MOST_REASONS = 10


def write(figures: Figures) -> Part:
    watch, period = figures.watch, figures.period
    rows: list[tuple[str, int | Decimal]] = [
        ("watch:arrived", watch.arrived),
        *((f"watch:decided-{verdict}", count) for verdict, count in _in_order(watch.verdicts)),
        ("watch:started", watch.started),
        ("watch:expired", watch.expired),
        *([("watch:days", watch.median_days)] if watch.median_days is not None else []),
    ]
    reasons = [(f"watch:why-{one.words}", one.count) for one in counted_reasons(watch.reasons)]
    return part(
        "watch",
        _("The watch in figures"),
        [list(_draft(figures))],
        tables=[
            table(
                "counts",
                _("Items and decisions"),
                [_("What"), _("Number")],
                [_counted(of, count, period) for of, count in rows],
            ),
            table(
                "counts",
                _("Why items were put aside"),
                [_("Reason"), _("Times")],
                [_counted(of, count, period) for of, count in reasons[:MOST_REASONS]],
                note=_more_reasons(len(reasons) - MOST_REASONS),
            ),
        ],
        lists=[Listed(heading=label_of("watch:expired"), items=[*map(_gone, watch.gone), *_more_gone(watch, period)])],
    )


def _counted(of: str, count: int | Decimal, period: Period) -> list[Cell]:
    return [cell(label_of(of).removesuffix(".")), counted_cell(figure(count), count, of, place_of(of, period))]


def _more_reasons(more: int) -> str:
    if more < 1:
        return ""
    text = ngettext("And one more reason.", "And %(count)s more reasons.", more)
    return text % {"count": counted(more)}


def _more_gone(watch: Watch, period: Period) -> Iterator[Told]:
    if more := watch.expired - len(watch.gone):
        text = ngettext(
            "and %(count)s more, that met the goals less", "and %(count)s more, that met the goals less", more
        )
        yield Told(
            lead="", text=text % {"count": figure(more)}, source=_("the inbox"), ref=place_of("watch:expired", period)
        )


def _gone(one: Gone) -> Told:
    closed = _("closed %(day)s") % {"day": one.closed.isoformat()}
    source = ", ".join(filter(None, [closed, _("a match for %(profile)s") % {"profile": one.met} if one.met else ""]))
    return Told(lead="", text=one.title, source=source, ref=f"item:{one.pk}")


def _in_order(verdicts: dict[str, int]) -> list[tuple[str, int]]:
    return [(verdict, verdicts[verdict]) for verdict in Decision.Verdict.values if verdict in verdicts]


def _draft(figures: Figures) -> Iterator[Sentence]:
    watch, when = figures.watch, within(figures.period)
    if not watch.arrived and not watch.decided:
        yield said(
            _("No items came to the inbox of the watch during %(when)s, and none was decided on.") % {"when": when},
            _ref("watch:arrived", figures),
        )
        return
    text = ngettext(
        "During %(when)s one item came to the inbox of the watch.",
        "During %(when)s %(count)s items came to the inbox of the watch.",
        watch.arrived,
    )
    if watch.arrived:
        yield said(text % {"when": when, "count": counted(watch.arrived)}, _ref("watch:arrived", figures))
    yield said(sentence(decisions(watch)), _ref("watch:decided", figures))
    if watch.decided and watch.median_days is not None:
        yield said(_how_long(figures), _ref("watch:days", figures))
    if watch.expired:
        text = ngettext(
            "One item passed its deadline without anybody having decided on it.",
            "%(count)s items passed their deadlines without anybody having decided on them.",
            watch.expired,
        )
        yield said(sentence(text % {"count": counted(watch.expired)}), _ref("watch:expired", figures))
    else:
        yield said(_("No item passed its deadline without a decision."), _ref("watch:expired", figures))
    if lacks := [one for one in counted_reasons(watch.reasons) if one.is_lack][:3]:
        told = enumerated([f"{quoted(one.words)}{NBSP}({figure(one.count)})" for one in lacks])
        text = ngettext(
            "When the municipality said no for want of something of its own, the reason was %(reasons)s.",
            "When the municipality said no for want of something of its own, the most common reasons were %(reasons)s.",
            len(lacks),
        )
        yield said(text % {"reasons": told}, _ref("watch:why", figures))


def _ref(of: str, figures: Figures) -> Ref:
    return Ref(ref=place_of(of, figures.period), label=label_of(of))


def decisions(watch: Watch) -> str:
    if not watch.decided:
        return _("None of them was decided on.")
    text = ngettext("One decision was made", "%(count)s decisions were made", watch.decided)
    decided = text % {"count": counted(watch.decided)}
    if not watch.started:
        return _("%(decided)s, but no initiative was started.") % {"decided": decided}
    text = ngettext("one initiative was started", "%(count)s initiatives were started", watch.started)
    return f"{enumerated([decided, text % {'count': counted(watch.started)}])}."


def _how_long(figures: Figures) -> str:
    days = figures.watch.median_days or 0
    if days < 1:
        return _("Half of the decisions came within a day.")
    text = _("Half of the decisions came within %(days)s days of the item's arrival.")
    return text % {"days": counted(int(days)) if days == int(days) and days > 1 else figure(days)}
