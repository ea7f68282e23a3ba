"""From priority to result: where effect is shown, and where it is only hoped for."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from utblick.accounts.roles import UserRequest, may
from utblick.analysis.effects.chains import Effect, effects_of
from utblick.analysis.effects.joining import fan, through
from utblick.analysis.effects.words import STATES, breaks, sentence
from utblick.analysis.views.tabs import tabs
from utblick.followup.outcome import period_of
from utblick.goals.models import Priority, Programme
from utblick.indicators.telling import tag_of
from utblick.ui.asking import key_asked


@may("analysis.view")
def effects(request: UserRequest) -> HttpResponse:
    """Of the programme that is asked for, else of the one in force today, else of the latest."""
    by_programme = _decided()
    asked = key_asked(request, "programme")
    programme = next((one for one in by_programme if one.pk == asked), None) if asked else _present([*by_programme])
    if asked and programme is None:
        raise Http404
    found = effects_of(by_programme[programme], programme) if programme else []
    context = {
        "tabs": tabs("effects"),
        "programme": programme,
        "programmes": list(by_programme),
        "period": period_of(programme) if programme else None,
        "sentence": sentence(found),
        "effects": [_shown(one, programme) for one in found if programme],
    }
    return render(request, "analysis/effects.html", context)


def _decided() -> dict[Programme, list[Priority]]:
    """The programmes that are decided on, the latest first, with their priorities. One query."""
    rows = (
        Priority.objects.current()
        .filter(programme__withdrawn_at=None)
        .exclude(programme__status=Programme.Status.DRAFT)
    )
    found: dict[Programme, list[Priority]] = {}
    order = ("-programme__starts_on", "-programme__version", "-programme", "-weight", "position", "pk")
    for row in rows.select_related("programme", "goal", "form").order_by(*order):
        found.setdefault(row.programme, []).append(row)
    return found


def _present(programmes: list[Programme]) -> Programme | None:
    today = timezone.localdate()
    in_force = [one for one in programmes if one.status == Programme.Status.ADOPTED]
    now = [one for one in in_force if one.starts_on <= today <= one.ends_on]
    return next(iter([*now, *in_force, *programmes]), None)


def _shown(effect: Effect, programme: Programme) -> dict[str, Any]:
    text, color, icon = STATES[effect.state]
    series = [one.series for one in effect.gauges]
    rows = len(effect.shown) + bool(effect.more)
    return {
        "effect": effect,
        "priority": effect.priority,
        "state": {"text": text, "color": color, "icon": icon},
        "breaks": breaks(effect, programme),
        "indicators": [(one, None if one.indicator.formula else tag_of(one)) for one in series],
        "fan": fan(rows),
        "through": through([bool(one.results) for one in effect.shown] + [False] * bool(effect.more), len(series)),
    }
