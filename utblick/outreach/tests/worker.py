"""A worker of its own for the tests that kill it: `python -m utblick.outreach.tests.worker PORT NOW`.

It sends the newsletters that wait, through the mail server at PORT, as if it were NOW.
"""

import sys
from datetime import datetime

import django


def main(port: str, now: str) -> None:
    django.setup()
    from django.conf import settings

    from utblick.outreach import sending

    options = {"host": "127.0.0.1", "port": int(port), "timeout": 20}
    settings.MAILERS = {"default": {"BACKEND": "utblick.journal.posting.EmailBackend", "OPTIONS": options}}
    sending.send_all(datetime.fromisoformat(now))


if __name__ == "__main__":
    main(*sys.argv[1:])
