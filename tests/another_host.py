"""Another host of the same installation, with a data folder of its own: hands out what it is asked for, and keeps a file itself.

`python -m tests.another_host USER ADDRESS…` tells as JSON the SHA-256 of each answer, and where its own file lies.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from typing import Any

import django

OWN = b"%PDF-1.7 fr\xc3\xa5n den andra"


def main(user: str, *addresses: str) -> None:
    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from utblick.accounts.models import Municipality, User
    from utblick.journal import attachments, tasks
    from utblick.tenancy import scope

    with scope.everywhere():
        here, member = Municipality.objects.get(), User.objects.get(pk=user)
    client = Client(headers={"host": here.hosts.split()[0]})
    client.force_login(member)
    served = [hashlib.sha256(b"".join(_body(client.get(one)))).hexdigest() for one in addresses]
    with scope.acting(here):
        kept = attachments.keep(SimpleUploadedFile("eget.pdf", OWN))
    tasks.put_files_away.func()
    print(json.dumps({"served": served, "place": kept.place}))


def _body(answer: Any) -> Iterator[bytes]:
    assert answer.status_code == 200, answer.status_code
    yield from answer.streaming_content


if __name__ == "__main__":
    main(*sys.argv[1:])
