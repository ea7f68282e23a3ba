"""How the list of local actors is narrowed."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.actors.models import LocalActor
from utblick.actors.sni import divisions
from utblick.search.finding import find
from utblick.ui.countries import country_name


class ActorFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *LocalActor.Kind.choices])
    division = forms.ChoiceField(label=_("Industry"), required=False)
    size = forms.ChoiceField(label=_("Size"), required=False, choices=[("", _("All")), *LocalActor.Size.choices])
    market = forms.ChoiceField(label=_("Market, today or wanted"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = LocalActor.objects.current().order_by().values_list(Left("sni", 2), "markets", "markets_wanted")
        rows = list(codes.distinct())
        self.fields["division"].choices = [("", _("All")), *_divisions({row[0] for row in rows})]  # type: ignore[attr-defined]
        markets = {code for row in rows for code in f"{row[1]} {row[2]}".split()}
        named = sorted(((code, country_name(code)) for code in markets), key=lambda pair: pair[1])
        self.fields["market"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[LocalActor]) -> QuerySet[LocalActor]:
        answers = {name: value for name, value in self.cleaned_data.items() if value}
        if words := answers.get("q"):
            rows = rows.filter(pk__in=[hit.object_id for hit in find(words, kind="actors.localactor")])
        if division := answers.get("division"):
            rows = rows.filter(sni__startswith=division)
        if market := answers.get("market"):
            rows = rows.filter(Q(markets__contains=market) | Q(markets_wanted__contains=market))
        return rows.filter(**{name: answers[name] for name in ("kind", "size") if name in answers})


def _divisions(numbers: set[str]) -> list[tuple[str, str]]:
    """Those that somebody here is in."""
    language = (get_language() or "sv").split("-")[0]
    return [(one.number, one.name(language)) for one in divisions().values() if one.number in numbers]
