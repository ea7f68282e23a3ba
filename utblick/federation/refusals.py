"""Why somebody was not let in, in words that tell what to do about it and nothing of anybody else."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "given_up": _("You broke off the log-in. Try again when you like."),
    "too_late": _("The log-in took too long, or was begun in another window. Begin again."),
    "no_answer": _(
        "The log-in service does not answer. Try again in a while, or tell the municipality's IT department."
    ),
    "not_set_up": _("The log-in service is not set up as Utblick expects. Tell the municipality's IT department."),
    "secret_lost": _(
        "The secret that Utblick proves itself with at the log-in service cannot be read here any more. Tell whoever "
        "runs Utblick: it has to be set again."
    ),
    "not_proved": _(
        "The answer of the log-in service could not be trusted, so nobody was logged in. Begin again; if it "
        "goes on, tell the municipality's IT department."
    ),
    "level_too_low": _(
        "You were recognised, but not safely enough: here a stronger way to log in is needed, for example "
        "with a second factor or an electronic identification. Choose that way at the log-in service."
    ),
    "too_long_ago": _("It is too long since you logged in at the log-in service. Log out there, and log in again."),
    "too_many_groups": _(
        "You are in so many groups that the log-in service did not name them. Tell the municipality's IT "
        "department: it can send only the groups that concern Utblick."
    ),
    "no_address": _(
        "The log-in service told no verified e-mail address of yours. Tell the municipality's IT department."
    ),
    "foreign_address": _(
        "Your e-mail address is not one of the municipality's, so the log-in service cannot vouch for it. Log"
        " in with password or passkey instead."
    ),
    "address_taken": _(
        "Your e-mail address belongs to another account at the log-in service than before. Ask the "
        "municipality's coordinator to untie the old one."
    ),
    "not_by_this_way": _(
        "Your account cannot be used by this log-in service. Log in with password or passkey, or ask the "
        "municipality's coordinator."
    ),
    "no_role": _(
        "You have no role here, and none of your groups gives one. Ask the municipality's international coordinator."
    ),
    "too_often": _("Too many attempts. Wait a minute and try again."),
}
