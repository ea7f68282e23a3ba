"""Jobs and their failures in plain words, for an operator who does not read Python."""

import re
from pkgutil import resolve_name

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise

NAMES: dict[str, Words] = {
    "utblick.operate.tasks.tidy": _("Throw away old jobs and expired sessions"),
}

# From the particular to the general: an error is told by the first of its ancestors that stands here.
REASONS: dict[str, Words] = {
    "httpx.TimeoutException": _("The other side did not answer in time."),
    "httpx.HTTPStatusError": _("The other side answered with an error."),
    "httpx.HTTPError": _("The other side could not be reached."),
    "smtplib.SMTPException": _("The mail server refused the message."),
    "django.db.utils.OperationalError": _("The database was busy or did not answer."),
    "django.db.utils.DatabaseError": _("The database refused what the job wanted to write."),
    "django.core.exceptions.ObjectDoesNotExist": _("What the job was about is no longer there."),
    "django_ox.exceptions.TaskAbandoned": _("The worker was gone before the job ended; how it went is not known."),
    "builtins.ImportError": _("This version has no such job; another version put it in the queue."),
    "builtins.MemoryError": _("The memory was not enough."),
    "builtins.OSError": _("A file or a connection could not be used."),
    "builtins.Exception": _("The program met something that it does not handle. This is a fault in Utblick."),
}
OTHERWISE = _("The job was broken off.")
OUR_LINE = re.compile(r'File "[^"]*?(utblick/[^"]+)", line (\d+)')


def name(path: str) -> Words:
    """What the job is called; the name in the code where it has no other."""
    return NAMES.get(path, path)


def reason(errors: list[dict[str, str]]) -> Words:
    """Why the latest attempt failed."""
    path = errors[-1]["exception_class_path"] if errors else ""
    return next((REASONS[key] for key in _ancestry(path) if key in REASONS), OTHERWISE)


def place(errors: list[dict[str, str]]) -> str:
    """Class of the error and where in our code, to give to who mends it. Not its message: that may quote personal data."""
    if not errors:
        return ""
    kind = errors[-1]["exception_class_path"].rpartition(".")[2]
    lines = OUR_LINE.findall(errors[-1]["traceback"])
    return f"{kind}, {lines[-1][0]}:{lines[-1][1]}" if lines else kind


def _ancestry(path: str) -> list[str]:
    """The class and what it inherits from, nearest first; the path alone where there is no such class here."""
    try:
        ancestors = resolve_name(path).__mro__
    except (ImportError, AttributeError, ValueError):
        return [path]
    return [f"{one.__module__}.{one.__qualname__}" for one in ancestors]
