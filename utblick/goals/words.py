"""What the kinds of pieces are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.goals.pieces import Kind

# One of a kind, and the heading over all of them.
WORDS: dict[Kind, tuple[str | Promise, str | Promise]] = {
    Kind.PURPOSE: (_("Purpose"), _("Purpose")),
    Kind.GOAL: (_("Goal"), _("Goals")),
    Kind.ACTION: (_("Action"), _("Actions")),
    Kind.FORM: (_("Form of cooperation"), _("Forms of cooperation")),
    Kind.DUTY: (_("Responsibility"), _("Responsibilities")),
    Kind.UNPLACED: (_("Unplaced"), _("Unplaced")),
    Kind.DROPPED: (_("Dropped"), _("Dropped")),
    Kind.HEADER: (_("Header"), _("Header")),
    Kind.SCAFFOLD: (_("Heading or page header"), _("Headings, page headers and lead-ins")),
}
