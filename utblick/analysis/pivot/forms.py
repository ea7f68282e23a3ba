"""What the address of the pivot may ask for. What it cannot be is told at its field, and the table is as if it were not there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.analysis.pivot.dimensions import DIMENSIONS, NONE
from utblick.analysis.pivot.figures import FIGURES
from utblick.analysis.pivot.names import Named, Names, with_parts
from utblick.analysis.pivot.question import Question
from utblick.indicators.counting import this_year
from utblick.ui.countries import country_choices

EARLIEST, LATEST = 15, 5
"""Years back and ahead to choose from."""
SHOWN_FIRST = {"figure": "initiatives", "rows": "goal", "columns": "year"}


class Choosing(forms.Form):
    """What is shown, by what."""

    figure = forms.ChoiceField(label=_("Show"), choices=[(one.key, one.label) for one in FIGURES.values()])
    rows = forms.ChoiceField(label=_("A row for each"))
    columns = forms.ChoiceField(label=_("A column for each"))

    def __init__(self, asked: Any) -> None:
        super().__init__({**SHOWN_FIRST, **{name: asked[name] for name in SHOWN_FIRST if asked.get(name)}})
        offered = [(one.key, one.label) for one in DIMENSIONS.values()]
        self.fields["rows"].choices = offered  # type: ignore[attr-defined]
        self.fields["columns"].choices = [*offered, (NONE, _("No columns"))]  # type: ignore[attr-defined]


class Narrowing(forms.Form):
    """What is left out."""

    first = forms.TypedChoiceField(label=_("From the year"), required=False, coerce=int, empty_value=None)
    last = forms.TypedChoiceField(label=_("To the year"), required=False, coerce=int, empty_value=None)
    unit = forms.TypedChoiceField(label=_("Unit, with its parts"), required=False, coerce=int, empty_value=None)
    goal = forms.TypedChoiceField(label=_("Goal"), required=False, coerce=int, empty_value=None)
    form = forms.TypedChoiceField(label=_("Form of cooperation"), required=False, coerce=int, empty_value=None)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, asked: Any, names: Names) -> None:
        super().__init__(asked)
        years = [(str(year), str(year)) for year in range(this_year() + LATEST, this_year() - EARLIEST, -1)]
        choices = {"first": years, "last": years, "country": country_choices()}
        for name, known in names.items():
            choices[name] = [(str(pk), one.label) for pk, one in known.items() if self._is_offered(name, one)]
        for name, found in choices.items():
            self.fields[name].choices = [("", _("All")), *found]  # type: ignore[attr-defined]

    def _is_offered(self, name: str, one: Named) -> bool:
        """What is no longer in force can still be asked for by an address."""
        return one.stands or self.data.get(name) == str(one.pk)

    def clean(self) -> None:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last year cannot be before the first, %(year)s.") % {"year": first})


def question_of(choosing: Choosing, narrowing: Narrowing, names: Names) -> Question:
    """Of what is understood; what is not stands as it does from the beginning."""
    choosing.is_valid()
    narrowing.is_valid()
    asked = {**SHOWN_FIRST, **choosing.cleaned_data}
    columns = DIMENSIONS.get(asked["columns"])
    rows = DIMENSIONS[asked["rows"]]
    narrowed = {name: value for name, value in narrowing.cleaned_data.items() if value}
    if unit := narrowed.get("unit"):
        narrowed["units"] = frozenset(with_parts(unit, names["unit"].values()))
    return Question(FIGURES[asked["figure"]], rows, None if columns is rows else columns, **narrowed)
