"""Which column of a ledger holds what, and which category each of its accounts is."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.projects.fates import FIELDS, NEEDED, guessed_categories
from utblick.projects.models import Ledger, LedgerRow
from utblick.projects.words import CATEGORIES
from utblick.ui.kept import Resumable

LABELS = {
    "booked_on": gettext_lazy("Day"),
    "amount": gettext_lazy("Amount, kronor"),
    "account": gettext_lazy("Account or category"),
    "text": gettext_lazy("What it was for"),
    "voucher": gettext_lazy("Voucher"),
}
MOST_ACCOUNTS = 60


class LedgerForm(Resumable, forms.Form):
    """The accounts are asked for once their column is known."""

    def __init__(self, *args: Any, found: Ledger, categories: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found, self.accounts = found, list(found.categories)[:MOST_ACCOUNTS]
        offered = [(key, CATEGORIES[key]) for key in categories]
        self._ask_for_columns()
        self.fields["category"] = forms.ChoiceField(
            label=_("Category of rows that do not say"), choices=offered, initial=found.category
        )
        for number, account in enumerate(self.accounts):
            self.fields[f"account-{number}"] = forms.ChoiceField(
                label=account,
                choices=[("", _("as rows that do not say")), *offered],
                initial=found.categories.get(account, ""),
                required=False,
            )

    def _ask_for_columns(self) -> None:
        header = self.found.header
        named = [(str(n), text or _("column %(number)s") % {"number": n + 1}) for n, text in enumerate(header)]
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name],
                choices=[("", _("no column")), *named],
                initial=str(self.found.columns.get(name, "")),
                required=name in NEEDED,
            )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        taken: dict[str, str] = {}
        for name in FIELDS:
            column = answers.get(name)
            if column and column in taken:
                other = {"other": self.fields[taken[column]].label}
                self.add_error(name, _("The same column as for %(other)s.") % other)
            taken.setdefault(column or "", name)
        return answers

    def columns_and_category(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in (*FIELDS, "category"))

    def of_accounts(self) -> Iterator[forms.BoundField]:
        return (self[f"account-{number}"] for number in range(len(self.accounts)))

    def choose(self) -> None:
        """Tell the list what was answered; it is kept when its rows are judged anew."""
        answers, before = self.cleaned_data, self.found.columns.get("account")
        self.found.columns = {name: int(answers[name]) for name in FIELDS if answers[name]}
        self.found.category = answers["category"]
        if self.found.columns.get("account") != before:
            self.found.categories = guessed_categories(self.found)
        else:
            self.found.categories |= {name: answers[f"account-{n}"] for n, name in enumerate(self.accounts)}


class FateFilter(forms.Form):
    fate = forms.ChoiceField(label=gettext_lazy("Fate"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(value, capfirst(label)) for value, label in LedgerRow.Fate.choices]
        self.fields["fate"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[LedgerRow]) -> QuerySet[LedgerRow]:
        fate = self.cleaned_data.get("fate")
        return rows.filter(fate=fate) if fate else rows
