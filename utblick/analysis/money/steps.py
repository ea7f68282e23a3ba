"""Which steps are asked for: those of a flow of the money, or those that tell no cost."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from utblick.analysis.money.behind import behind
from utblick.analysis.money.forms import MoneyFilter
from utblick.analysis.money.paying import uncounted
from utblick.analysis.money.tracing import Place, trace


class StepsFilter(MoneyFilter):
    """A flow is told by the keys of its places: who paid, through what, and where it was spent; each may be left out."""

    source = forms.CharField(required=False, widget=forms.HiddenInput)
    via = forms.CharField(required=False, widget=forms.HiddenInput)
    spent = forms.CharField(required=False, widget=forms.HiddenInput)
    uncounted = forms.CharField(required=False, widget=forms.HiddenInput)

    places: tuple[Place | None, ...] = ()
    """Those of the flow, once it is applied; none where it is not there any more."""

    def apply(self, parts: QuerySet[Any]) -> QuerySet[Any]:
        steps: Any = super().apply(parts)
        steps = steps.within(*self.period)
        if self.cleaned_data.get("uncounted"):
            return uncounted(steps, self.way)
        stages = trace(steps, self.way).stages
        keys = [self.cleaned_data.get(name, "") for name in ("source", "via", "spent")]
        if any(key and key not in stage for key, stage in zip(keys, stages, strict=True)):
            return uncounted(steps, self.way).none()
        self.places = tuple(stage.get(key) for key, stage in zip(keys, stages, strict=True))
        return behind(steps, self.way, self.places)

    @property
    def told(self) -> str:
        """The flow in words."""
        if self.cleaned_data.get("uncounted"):
            return _("Steps without a cost")
        return " → ".join(place.label for place in self.places if place) or _("Steps")
