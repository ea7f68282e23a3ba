"""Why a message was not taken, in the reader's language: the troubles of the door to the network as they are for a receiver."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "private_address": _("The address leads into a private network, and was not asked."),
    "scheme": _("The address is no web address."),
    "bad_address": _("The address is no web address."),
    "credentials": _("The address holds a user name or a password."),
    "name_unknown": _("There is no server with that name."),
    "no_connection": _("The server does not accept connections."),
    "certificate": _("The server could not prove who it is: its certificate is not valid."),
    "cut_off": _("The server broke off in the middle of its answer."),
    "too_slow": _("The answer took too long."),
    "too_large": _("The answer was too large: a receiver answers with nothing but a yes."),
    "headers_too_large": _("The answer was too large: a receiver answers with nothing but a yes."),
    "too_many_redirects": _("The address leads on to another one. Write that one here."),
    "slow_down": _("The receiver asks us to come less often."),
    "server_trouble": _("The receiver has a fault of its own."),
    "not_found": _("There is nothing at the address."),
    "gone": _("The receiver says that the address is closed for good."),
    "not_allowed": _("The receiver wants a log-in, or does not let us in."),
    "rejected": _("The receiver did not accept the message."),
    "bad_encoding": _("The answer was packed in a way that cannot be opened."),
    "unsigned": _("It could not be signed: the secret of the webhook cannot be read here any more."),
    "secret": _("The object was marked as confidential before it was told."),
}
OTHER = _("It was not taken.")
