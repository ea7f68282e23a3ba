"""Open redirects: each line of a public list at every place that leads on to where the address or the form says."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from attacks.corpora import lines
from attacks.place import Place, place
from attacks.telling import Tried, printed

OWN = "/initiatives/"
"""Where each place must lead when it is asked for: else the lines prove nothing there."""


@dataclass
class Way:
    """A place that reads `next`, or where one came from, and what it needs beside to lead on."""

    address: str
    sent: dict[str, str] = field(default_factory=dict)
    by: str = "post"
    as_stranger: bool = False
    changes_log_in: bool = False


def attack() -> Iterator[Tried]:
    hostile = lines("open-redirect.txt")
    with place() as here:
        from django.test import override_settings

        cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        # Each log-in is a true one: one that is refused leads nowhere.
        with override_settings(PASSWORD_HASHERS=cheap, ACCOUNT_RATE_LIMITS=False):
            for way in ways(here):
                yield tried(here, way, hostile)


def ways(here: Place) -> list[Way]:
    from django.urls import reverse

    from utblick.accounts.tests.make import PASSWORD
    from utblick.partners.models import ImportRow
    from utblick.teamwork.models import Task
    from utblick.tenancy import scope
    from utblick.watch.models import Decision

    who = here.people["coordinator"]
    who.set_password(PASSWORD)
    who.save()
    with scope.acting(here.here):
        task, row, decision = (kind.objects.order_by("pk")[0].pk for kind in (Task, ImportRow, Decision))
        organisation, known = found_elsewhere()
    initiative = here.chain.keys["initiatives"][0]
    return [
        Way(reverse("ui:theme"), {"theme": "dark"}),
        Way(reverse("set_language"), {"language": "en"}),
        Way(
            reverse("account_login"), {"login": who.email, "password": PASSWORD}, as_stranger=True, changes_log_in=True
        ),
        Way(reverse("account_login"), by="get"),
        Way(reverse("account_logout"), changes_log_in=True),
        Way(reverse("account_reauthenticate"), {"password": PASSWORD}),
        Way(reverse("initiatives:move", args=[initiative, "running"])),
        Way(reverse("teamwork:do", args=[task])),
        Way(reverse("partners:tell_other", args=[row])),
        Way(reverse("watch:decide_in_list")),
        Way(reverse("watch:give_reason", args=[decision]), {"reason": "Prov"}),
        Way(reverse("finder:add_partner", args=[organisation]), known),
    ]


def found_elsewhere() -> tuple[int, dict[str, str]]:
    """An organisation in the open data, and the form by which it becomes a partner."""
    from utblick.finder import adding
    from utblick.finder.tests.make import make_project_data, snasa

    with tempfile.TemporaryDirectory() as folder:
        make_project_data(Path(folder))
    return snasa().pk, adding.known(snasa())


def tried(here: Place, way: Way, hostile: list[str]) -> Tried:
    leads = Leads(here, way)
    through = [] if leads.to(OWN, {"next": OWN}) == OWN else ["it leads nowhere: nothing was tried"]
    for line in hostile:
        both = leads.to(line, {"next": line}), leads.to(line, {})
        through += [line for one in both if is_out(one, here.here.hosts)]
    return Tried(f"lines as `next` and as Referer: {way.by.upper()} {way.address}", 2 * len(hostile), through)


class Leads:
    def __init__(self, here: Place, way: Way) -> None:
        self.here, self.way, self.number = here, way, count()
        self.who = None if way.as_stranger else here.people["coordinator"]
        self.browser = here.browser(self.who)

    def to(self, line: str, sent: dict[str, str]) -> str:
        """Where who comes from there, and sends this, is led, if anywhere."""
        from allauth.usersessions.models import UserSession

        if self.way.changes_log_in:
            # Each log-in looks through those of the same person.
            UserSession.objects.all().delete()
            self.browser = self.here.browser(self.who)
        number = next(self.number)
        known = {name: f"Prov {number}" if name == "name" else value for name, value in self.way.sent.items()}
        referer = "".join(sign for sign in line if sign.isprintable())
        answer = getattr(self.browser, self.way.by)(self.way.address, {**known, **sent}, headers={"referer": referer})
        return str(answer.headers.get("Location", ""))


def is_out(location: str, host: str) -> bool:
    """Whether a browser would leave: it takes backslashes for slashes, and passes over tabs and line breaks."""
    seen = "".join(sign for sign in location if sign not in "\t\r\n").strip().replace("\\", "/")
    if not seen:
        return False
    parts = urlsplit(seen)
    leaves = bool(parts.scheme or seen.startswith("//"))
    return leaves and (parts.scheme not in ("http", "https", "") or parts.hostname != host)


if __name__ == "__main__":
    sys.exit(not printed("Open redirects", attack()))
