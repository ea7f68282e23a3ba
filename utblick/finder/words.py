"""What is told of files of project data, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "columns": _("Not as many columns as the heading"),
    "quotes": _("Quotation marks that do not end"),
    "no_key": _("The number of the project is missing"),
    "no_title": _("The project has no title"),
    "no_name": _("The organisation has no name"),
    "no_country": _("The country is missing or unknown"),
    "no_project": _("The project that it belongs to has not been told of"),
}
TROUBLES: dict[str, Promise] = {
    "unknown": _(
        "None of its tables has the headings of CORDIS, Kohesio, Interreg or Erasmus+. Choose the file as it was published."
    ),
    "damaged": _("It is damaged, or packed in a way that cannot be read. Fetch it again."),
    "gone": _("It is no longer where it was. Give it again."),
}
SOURCES: dict[str, str] = {"cordis": "CORDIS", "kohesio": "Kohesio", "interreg": "Interreg", "erasmus": "Erasmus+"}
