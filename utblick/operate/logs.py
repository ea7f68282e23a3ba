"""How a line of the log is written. Pure Python: the web server's own process, without Django in it, writes its lines so too.

`Line` is for a person at a console. `Json` (UTBLICK_LOG=json) is for a system that keeps logs, and holds no personal data: errors
come by class and place, without their messages, and of what libraries say only the words that they chose, not what they put in.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from textwrap import indent
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from utblick.operate.seen import Seen

request_id: ContextVar[str] = ContextVar("request_id", default="")
requests = logging.getLogger("utblick.request")

# What would begin a line that nobody logged, move the cursor of who reads it, or turn the text around.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
BUT_LINES = re.compile(rf"(?!\n){CONTROLS.pattern}")
LIBRARY = re.compile(r".*/(?:site-packages|python3\.\d+)/")


def tell(one: "Seen") -> None:
    """The line of an answered request."""
    facts = {
        "method": one.method,
        "route": one.route or one.room,
        "status": one.status,
        "ms": round(one.seconds * 1000, 1),
        "municipality": one.municipality,
        "user": one.user,
    }
    requests.info("answered", extra={"facts": facts | ({"ip": one.ip} if one.ip else {})})


class Line(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        record.message = CONTROLS.sub(_escaped, record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Set in, so that no message of an error looks like a line of its own."""
        return indent(BUT_LINES.sub(_escaped, super().formatException(ei)), "    ")


class Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage() if record.name.partition(".")[0] == "utblick" else str(record.msg),
        }
        if name := request_id.get():
            line["request"] = name
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line["errors"] = list(_errors(record.exc_info[1]))
        # All but ASCII is escaped, and so every control character.
        return json.dumps(line)


def _errors(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """The error and what it came of: class, and where, the innermost place last."""
    while error:
        kind = type(error)
        frames = traceback.extract_tb(error.__traceback__)
        yield {
            "class": f"{kind.__module__}.{kind.__qualname__}",
            "at": [f"{LIBRARY.sub('', frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
        }
        error = error.__cause__ or error.__context__


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
