"""Jobs and their failures in plain words, for an operator who does not read Python."""

import re
from pkgutil import resolve_name

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise

NAMES: dict[str, Words] = {
    "utblick.operate.tasks.tidy": _("Throw away old jobs and expired sessions"),
    "utblick.operate.tasks.back_up": _("Make a backup"),
    "utblick.operate.tasks.drill": _("Restore the newest backup on trial"),
    "utblick.operate.tasks.stamp_anchors": _("Have the anchors of the audit trail stamped with the time"),
    "utblick.watch.tasks.poll_due": _("Ask the sources that are due"),
    "utblick.watch.tasks.follow_the_clock": _("Raise what nears its deadline, sink what has passed it"),
    "utblick.desk.tasks.notices": _("Tell of what is due"),
    "utblick.desk.tasks.clashes": _("Tell who else is after the same"),
    "utblick.desk.tasks.read_files": _("Read attached files for the search"),
    "utblick.desk.tasks.renew_search": _("Bring the search up to this version's reading of words"),
    "utblick.desk.tasks.learn_spelling": _("Learn the words that the search mends slips by"),
    "utblick.desk.tasks.morning_mails": _("Send the morning mail"),
    "utblick.outreach.tasks.search_mails": _("Send mails about saved searches"),
    "utblick.outreach.tasks.question_mails": _("Mail local actors what they are asked"),
    "utblick.outreach.tasks.match_mails": _("Send local actors what fits them"),
    "utblick.watch.tasks.draw_samples": _("Draw the samples of what was left out and put aside"),
    "utblick.watch.tasks.measure": _("Measure how rare it is that something meets a profile"),
    "utblick.watch.tasks.count_months": _("Count what each source told in the month"),
    "utblick.partners.tasks.answer_requests": _("Send answers to visit requests"),
    "utblick.establishment.tasks.send_letters": _("Send letters about establishment enquiries"),
    "utblick.actors.tasks.tell_registrations": _("Send answers to those who registered themselves"),
    "utblick.duties.tasks.make_tasks": _("Make tasks of recurring duties"),
    "utblick.partners.tasks.erase_personal_data": _("Erase personal data that has been kept long enough"),
    "utblick.partners.tasks.erase_now": _("Erase what is overdue, because somebody asked for it"),
    "utblick.initiatives.tasks.send_lessons": _("Send lessons learnt"),
    "utblick.outreach.tasks.send_digests": _("Send newsletters"),
    "utblick.outreach.tasks.ask_subscribers": _("Ask new subscribers to confirm"),
    "utblick.outreach.tasks.deliver_webhooks": _("Deliver webhooks"),
    "utblick.outreach.tasks.forget_deliveries": _("Throw away old webhook deliveries"),
    "utblick.site.written.tasks.keep_pages": _("Publish and take down pages whose time has come"),
    "utblick.site.written.tasks.mail_reviews": _("Send mails about reviews of pages"),
    "utblick.outreach.tasks.read_returned": _("Read returned mail"),
    "utblick.outreach.tasks.forget_subscribers": _("Forget who has unsubscribed, and addresses that nobody confirmed"),
    "utblick.records.tasks.put_together": _("Put together a full export"),
    "utblick.records.tasks.throw_away": _("Throw away full exports that were kept long enough"),
    "utblick.journal.tasks.put_files_away": _("Move attached files into the store of files"),
    "utblick.journal.tasks.forget_file": _("Take a deleted file out of the store of files"),
    "utblick.records.tasks.draw": _("Find what is due to be disposed of"),
    "utblick.records.tasks.dispose": _("Dispose of what was approved"),
    "utblick.journal.tasks.seal": _("Seal the audit trail"),
    "utblick.journal.tasks.check_and_anchor": _("Look through the audit trail and anchor it"),
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
    "utblick.files.StoreAway": _("The store of files did not answer."),
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
