"""What can go wrong when a source is read, named for what the caller does next.

    Trouble
    ├── Refused             the address is not one we may ask: correct it
    ├── Unreachable         nobody answered: try later
    ├── TooSlow             the answer did not come in time: try later
    ├── TooLarge            more than we take: ask for less, or another address
    ├── TooManyRedirects    the address leads in circles: correct it
    ├── SlowDown            asked too often: wait `retry_after`
    ├── ServerTrouble       the source's own fault (5xx): try later
    ├── NotThere            404 or 410: correct the address
    ├── NotAllowed          401, 403, 407: the source wants a log-in, or does not want us
    ├── Rejected            any other refusal: the question was wrong; `body` says why
    └── UnreadableAnswer    an answer came, but not one we understand: the source is paused with the reason
        └── NotAFeed        a web page where a feed was expected: `feeds` are the addresses that it names

Every trouble has a stable `code` for a translated message, and says itself in English what happened and what to do.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar


class Trouble(Exception):
    """A source could not be read. `passes` tells whether waiting may help."""

    passes: ClassVar[bool] = False
    words: ClassVar[dict[str, str]] = {}

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail[:300]
        super().__init__(code, self.detail)

    def __str__(self) -> str:
        said = self.words[self.code]
        return f"{said} ({self.detail})" if self.detail else said


class Refused(Trouble):
    words = {
        "private_address": "The address leads into a private network. Only public addresses are read.",
        "scheme": "Only addresses that begin with http:// or https:// are read. Correct the address.",
        "credentials": "The address holds a user name or password. Remove them.",
        "bad_address": "This is not a web address. Correct it.",
        "no_search": "This page of TED shows no search. Make a search on TED and paste its address, or compose it here.",
        "one_call": "This is the page of one call. Choose its programme instead, and all its calls are followed.",
        "own_file": "This is a file on a computer, not a web address. Hand it in as a file.",
        "mail_address": "This is an e-mail address. Newsletters are read by mail; a source needs a web address.",
    }


class Unreachable(Trouble):
    passes = True
    words = {
        "name_unknown": "There is no server with that name. Check the spelling.",
        "no_connection": "The server does not accept connections now.",
        "certificate": "The server could not prove who it is (its certificate is not valid).",
        "cut_off": "The server broke off in the middle of its answer.",
    }


class TooSlow(Trouble):
    passes = True
    words = {"too_slow": "The answer took too long."}


class TooLarge(Trouble):
    words = {
        "too_large": "The answer is larger than we take. Look for an address that gives less at a time.",
        "headers_too_large": "The server sends more headers than we take. Tell its owner.",
        "too_many_parts": "The document has more parts than we take. Look for an address that gives less at a time.",
    }


class TooManyRedirects(Trouble):
    words = {"too_many_redirects": "The address leads on and on, or in a circle. Correct the address."}


class SlowDown(Trouble):
    """`retry_after` is None where the source did not say; otherwise at most 24 hours."""

    passes = True
    words = {"slow_down": "The source asks us to come less often. We wait as long as it says, at most a day."}

    def __init__(self, retry_after: timedelta | None, detail: str = "") -> None:
        super().__init__("slow_down", detail)
        self.retry_after = retry_after


class ServerTrouble(Trouble):
    passes = True
    words = {"server_trouble": "The source has a fault of its own."}

    def __init__(self, status: int) -> None:
        super().__init__("server_trouble", str(status))
        self.status = status


class NotThere(Trouble):
    words = {
        "not_found": "There is nothing at this address. Correct it.",
        "no_box": "There is no post box for newsletters, or not the one that was named. The operator sets it up.",
        "gone": "The source has been closed. Remove it or find its successor.",
    }


class NotAllowed(Trouble):
    words = {
        "not_allowed": "The source wants a log-in, or does not let programs read it. Ask its owner.",
        "box_refuses": "The post box does not let us in. The operator checks its user name and password.",
    }


class Rejected(Trouble):
    """The source understood and said no; `body` holds its words (cut)."""

    words = {"rejected": "The source did not accept the question. Check the address and the search."}

    def __init__(self, status: int, body: bytes = b"") -> None:
        super().__init__("rejected", str(status))
        self.status = status
        self.body = body[:65_536]


class UnreadableAnswer(Trouble):
    words = {
        "empty": "The source answered with nothing.",
        "not_json": "The source answered with something else than the data it should. Its format may have changed.",
        "wrong_shape": "The answer is not built as it should be. The format of the source may have changed.",
        "not_xml": "The document is too damaged to be read. Tell its owner.",
        "entities": "The document defines shorthand of its own that could blow it up. It is not read.",
        "too_hard": "The document takes too much time or memory to read. It is not read.",
        "not_a_feed": "This is a web page, not a feed. The feed may have got another address.",
        "no_feed_known": "This is not a feed in any format that we know.",
        "a_document": "This is a document or a picture. Paste the address of the page where it lies.",
        "page_wants_log_in": "This is a page to log in on. Look for a page that is open to everyone.",
        "bad_encoding": "The answer is packed in a way that cannot be opened.",
        "query_syntax": "The search is not written as the source wants it. Correct the search.",
        "query_field": "The search names a field that the source does not know. Correct the search.",
        "query_value": "The search holds a value that the source does not accept. Correct the search.",
        "token_expired": "The source has forgotten where we were. We begin again from the first page.",
        "no_feed_here": "This is a web page, and no feed was found behind it. Watch a part of the page instead.",
        "feeds_silent": "This is a web page. The feeds that it names do not answer. Watch a part of the page instead.",
        "not_a_calendar": "This is not a calendar in the iCal format. Its format may have changed.",
        "region_gone": "The part of the page that was chosen is no longer there. Choose it anew.",
        "no_notice": "This is not a notice in any format that TED has used.",
        "unknown_file": "A file of this kind is not read. Choose XML, iCal, CSV or Excel.",
        "no_title": "The notice does not say what it is about.",
        "no_number": "The notice has no number, so it cannot be told from others.",
        "no_table": "This is not a table that can be read. Save it as CSV or Excel, and try again.",
    }


class NotAFeed(UnreadableAnswer):
    def __init__(self, feeds: Sequence[str] = ()) -> None:
        super().__init__("not_a_feed", "it names these feeds: " + ", ".join(feeds) if feeds else "it names no feed")
        self.feeds = tuple(feeds)
