"""A worker of its own for the tests that kill it: `python -m utblick.desk.tests.post NOW SENT [kill]`.

It sends the mails of a morning. Each that the mail server would have taken is a line of the file SENT; with "kill" the process
ends itself, as by a power cut, when the first mail is about to be sent.
"""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

import django


def main(now: str, sent: str, *end: str) -> None:
    django.setup()
    from django.core.mail import EmailMultiAlternatives

    from utblick.desk import morning

    def send(message: EmailMultiAlternatives) -> int:
        if end:
            os.kill(os.getpid(), signal.SIGKILL)
        with Path(sent).open("a") as file:
            file.write(" ".join(str(message.body).split()) + "\n")
        return 1

    EmailMultiAlternatives.send = send  # type: ignore[assignment, method-assign]
    morning.send_all(datetime.fromisoformat(now))


if __name__ == "__main__":
    main(*sys.argv[1:])
