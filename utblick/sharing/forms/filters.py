"""How a region narrows what is shared with it. Only what occurs there can be chosen."""

from typing import Any, NamedTuple

from django import forms
from django.db.models import Exists, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from utblick.goals.models import CooperationForm
from utblick.initiatives.models import Contribution, Initiative
from utblick.sharing import agenda, programmes, works
from utblick.sharing.crossing import Rows, parts_of_each, sharers, with_region
from utblick.sharing.models import Sharing
from utblick.ui.countries import country_name


class Sharer(NamedTuple):
    """A municipality that shares with the region; `by_name`: its initiatives too, and not only its figures."""

    pk: int
    name: str
    by_name: bool


class SharedFilter(forms.Form):
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    programme = forms.ChoiceField(label=_("Funding programme"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    form = forms.ChoiceField(label=_("Form of cooperation"), required=False)
    agenda = forms.ChoiceField(label=_("Goal of Agenda 2030"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sharers, occurring = _occurring()
        choices: dict[str, list[Any]] = {
            **occurring,
            "municipality": [(str(one.pk), one.name) for one in self.sharers],
            "form": CooperationForm.Kind.choices,
            "agenda": [(str(number), f"{number} {name}") for number, name in agenda.NAMES.items()],
            "status": [one for one in Initiative.Status.choices if one[0] != Initiative.Status.IDEA],
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", _("All")), *found]  # type: ignore[attr-defined]

    def apply(self, rows: Rows) -> Rows:
        answers = {name: value for name, value in self.cleaned_data.items() if value}
        for name, narrow in {"programme": works.in_programme, "country": works.in_country, "agenda": _serving}.items():
            if name in answers:
                rows = rows.filter(narrow(answers[name]))
        exact = {"municipality": "municipality_id", "form": "form__kind", "status": "status"}
        return rows.filter(**{field: answers[name] for name, field in exact.items() if name in answers})


class NamedFilter(SharedFilter):
    """Of what is shared by name, also by words in the title."""

    q = forms.CharField(label=_("Words in the title"), required=False, max_length=100, widget=forms.SearchInput)
    field_order = ("q",)

    def apply(self, rows: Rows) -> Rows:
        for word in self.cleaned_data.get("q", "").split():
            rows = rows.filter(title__icontains=word)
        return super().apply(rows)


def _serving(number: str) -> Q:
    """A target is written "8.9": it belongs to goal 8."""
    served = parts_of_each(Contribution).annotate(targets=Cast("goal__sdg_targets", TextField()))
    return Q(Exists(served.filter(targets__contains=f'"{number}.')))


def _occurring() -> tuple[list[Sharer], dict[str, list[tuple[str, str]]]]:
    """Who shares, and the programmes and countries in what they share; in one query."""
    who: list[Sharer] = []
    found: dict[str, dict[str, str]] = {"programme": {}, "country": {}}
    for what, value, label in _asked():
        if what == "programme":
            family = programmes.family_of_words(value)
            found[what][family] = programmes.label(family)
        elif what == "country":
            found[what][value] = country_name(value)
        else:
            who.append(Sharer(int(value), label, what == Sharing.Level.NAMED))
    return sorted(who, key=_alphabetical), {what: _in_order(words) for what, words in found.items()}


def _asked() -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = sharers().union(*works.in_use(with_region().counted)).order_by()
    return found


def _alphabetical(one: Sharer) -> str:
    return one.name.casefold()


def _in_order(words: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(words.items(), key=lambda one: one[1].casefold())
