"""Forged requests from another site: every address that takes a POST, as each kind of visitor, without our token."""

import sys
from collections.abc import Iterator

from attacks.place import Place, place
from attacks.telling import Tried, printed

# These take a POST without a token, since nothing of it depends on a cookie.
WITHOUT_COOKIE = {
    "api:": "asks for a key in a header",
    "federated:take_answer": "an identity provider's signed answer by SAML, taken only in the browser that asked",
}
# Closed for everybody (utblick/site/written/door.py): there is nothing to forge.
CLOSED = ("wagtailadmin_api:", "wagtail_localize:")


def attack() -> Iterator[Tried]:
    with place() as here:
        before = entries(here)
        yield all_posts(here, "no token", {})
        yield all_posts(here, "a made-up token", {"csrfmiddlewaretoken": "a" * 64})
        yield all_posts(here, "a foreign origin", {}, HTTP_ORIGIN="https://evil.example")
        made = entries(here) - before
        yield Tried("entries in the audit trail after all of them: none", 1, [f"{made} entries"] if made else [])


def all_posts(here: Place, how: str, sent: dict[str, str], **headers: str) -> Tried:
    from tests.test_every_page import addresses

    client = here.browser(here.people["coordinator"], enforce_csrf_checks=True)
    through, times = list[str](), 0
    for name, address in addresses(here.chain):
        if name.startswith(tuple(WITHOUT_COOKIE)):
            continue
        times += 1
        answer = client.post(address, sent, **headers)
        if answer.status_code != 403 and not (name.startswith(CLOSED) and answer.status_code == 404):
            through.append(f"{name} {address}: {answer.status_code}")
    return Tried(f"POST with {how}, logged in as coordinator", times, through)


def entries(here: Place) -> int:
    from utblick.journal.models import Entry
    from utblick.tenancy import scope

    with scope.acting(here.here):
        return Entry.objects.count()


if __name__ == "__main__":
    sys.exit(not printed("Forged requests (CSRF)", attack()))
