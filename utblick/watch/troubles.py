"""What is wrong with a source, in the reader's language: the sentences of errors.py by their codes."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

SENTENCES = {
    "private_address": gettext_noop("The address leads into a private network. Only public addresses are read."),
    "scheme": gettext_noop("Only addresses that begin with http:// or https:// are read. Correct the address."),
    "credentials": gettext_noop("The address holds a user name or password. Remove them."),
    "bad_address": gettext_noop("This is not a web address. Correct it."),
    "no_search": gettext_noop(
        "This page of TED shows no search. Make a search on TED and paste its address, or compose it here."
    ),
    "one_call": gettext_noop(
        "This is the page of one call. Choose its programme instead, and all its calls are followed."
    ),
    "mail_address": gettext_noop(
        "This is an e-mail address. Newsletters are read by mail; a source needs a web address."
    ),
    "own_file": gettext_noop("This is a file on a computer, not a web address. Hand it in as a file."),
    "name_unknown": gettext_noop("There is no server with that name. Check the spelling."),
    "no_connection": gettext_noop("The server does not accept connections now."),
    "certificate": gettext_noop("The server could not prove who it is (its certificate is not valid)."),
    "cut_off": gettext_noop("The server broke off in the middle of its answer."),
    "too_slow": gettext_noop("The answer took too long."),
    "too_large": gettext_noop("The answer is larger than we take. Look for an address that gives less at a time."),
    "headers_too_large": gettext_noop("The server sends more headers than we take. Tell its owner."),
    "too_many_parts": gettext_noop(
        "The document has more parts than we take. Look for an address that gives less at a time."
    ),
    "too_many_redirects": gettext_noop("The address leads on and on, or in a circle. Correct the address."),
    "slow_down": gettext_noop("The source asks us to come less often. We wait as long as it says, at most a day."),
    "server_trouble": gettext_noop("The source has a fault of its own."),
    "not_found": gettext_noop("There is nothing at this address. Correct it."),
    "no_box": gettext_noop(
        "There is no post box for newsletters, or not the one that was named. The operator sets it up."
    ),
    "box_refuses": gettext_noop("The post box does not let us in. The operator checks its user name and password."),
    "gone": gettext_noop("The source has been closed. Remove it or find its successor."),
    "not_allowed": gettext_noop("The source wants a log-in, or does not let programs read it. Ask its owner."),
    "rejected": gettext_noop("The source did not accept the question. Check the address and the search."),
    "empty": gettext_noop("The source answered with nothing."),
    "not_json": gettext_noop(
        "The source answered with something else than the data it should. Its format may have changed."
    ),
    "wrong_shape": gettext_noop("The answer is not built as it should be. The format of the source may have changed."),
    "not_xml": gettext_noop("The document is too damaged to be read. Tell its owner."),
    "entities": gettext_noop("The document defines shorthand of its own that could blow it up. It is not read."),
    "too_hard": gettext_noop("The document takes too much time or memory to read. It is not read."),
    "not_a_feed": gettext_noop("This is a web page, not a feed. The feed may have got another address."),
    "no_feed_known": gettext_noop("This is not a feed in any format that we know."),
    "a_document": gettext_noop(
        "This is a document or a picture, and nothing new comes to it. Paste the address of the page where it lies."
    ),
    "page_wants_log_in": gettext_noop(
        "This is a page to log in on, and what lies behind it cannot be read. Look for a page that is open to everyone."
    ),
    "bad_encoding": gettext_noop("The answer is packed in a way that cannot be opened."),
    "query_syntax": gettext_noop("The search is not written as the source wants it. Correct the search."),
    "query_field": gettext_noop("The search names a field that the source does not know. Correct the search."),
    "query_value": gettext_noop("The search holds a value that the source does not accept. Correct the search."),
    "token_expired": gettext_noop("The source has forgotten where we were. We begin again from the first page."),
    "no_feed_here": gettext_noop(
        "This is a web page, and no feed was found behind it. Watch a part of the page instead."
    ),
    "feeds_silent": gettext_noop(
        "This is a web page. The feeds that it names do not answer. Watch a part of the page instead."
    ),
    "not_a_calendar": gettext_noop("This is not a calendar in the iCal format. Its format may have changed."),
    "region_gone": gettext_noop("The part of the page that was chosen is no longer there. Choose it anew."),
    "no_notice": gettext_noop("This is not a notice in any format that TED has used."),
    "unknown_file": gettext_noop("A file of this kind is not read. Choose XML, iCal, CSV or Excel."),
    "no_title": gettext_noop("The notice does not say what it is about."),
    "no_number": gettext_noop("The notice has no number, so it cannot be told from others."),
    "no_table": gettext_noop("This is not a table that can be read. Save it as CSV or Excel, and try again."),
    "incomplete": gettext_noop("The source did not deliver all that it says it has. We ask again next time."),
    "silent": gettext_noop("The source has had nothing new for longer than is usual for it."),
    "fault": gettext_noop("Something went wrong in our own reading of this source. The operator sees the details."),
}

# What else is said to who pasted the address, and of a source that was read before.
ELSE = {"no_feed_known": gettext_noop("If it is a table, or notices as XML, save it and hand it in as a file.")}
CHANGED = {"no_feed_known": gettext_noop("Its format or its address may have changed.")}
# What waiting may mend.
PASSING = {"name_unknown", "no_connection", "certificate", "cut_off", "too_slow", "server_trouble", "empty"}
# So long, and it does not pass by itself.
LASTING = timedelta(days=7)
LASTS = gettext_noop(
    "It has been so for %(days)s days. See on its own page whether it has moved or ended; we go on asking once a day."
)
# What is no longer written as it was: there may be another address, or the reading must be mended.
ANEW = {"not_json", "wrong_shape", "not_a_feed", "no_feed_known", "not_a_calendar", "entities", "too_hard", "fault"}
SOUGHT, PORTALS = ("feed", "calendar"), ("eu_calls", "ted")


def words_of(code: str) -> str:
    """The sentence for a code; for one that this version does not know, the code itself."""
    return gettext(SENTENCES[code]) if code in SENTENCES else code


def words_for_reader(code: str) -> str:
    """The sentence, and what the one who asked may do instead; for what may pass that it may be asked again."""
    further = gettext("Try again in a while.") if code in PASSING else gettext(ELSE[code]) if code in ELSE else ""
    return f"{words_of(code)} {further}".rstrip()


def words_for_source(code: str, kind: str, answered_at: datetime | None) -> str:
    """The sentence, and what may be the reason or what to do; for what may pass that the watch asks again, until it has lasted."""
    told = [words_of(code), gettext(CHANGED[code]) if code in CHANGED else ""]
    days = (timezone.now() - answered_at).days if answered_at else 0
    if code in PASSING and days >= LASTING.days:
        told.append(gettext(LASTS) % {"days": days})
    elif code in PASSING:
        told.append(gettext("We try again later."))
    elif code in ANEW and kind in SOUGHT:
        told.append(gettext("Let Utblick look for the right address."))
    elif code in ANEW and kind in PORTALS:
        told.append(gettext("Tell whoever runs Utblick: it may need a new version."))
    return " ".join(filter(None, told))
