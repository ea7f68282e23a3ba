"""Support visits: every address as an operator who looks in as a coordinator; nothing is written, sent, taken out or secret."""

import sys
from collections.abc import Iterator
from typing import Any

from attacks.place import Place, place
from attacks.telling import Tried, printed

HIDDEN = "märkehemligt"
# The trail of the visit itself, and the operator's own session.
OWN_WRITES = ("journal_entry", "django_session")
WAY_OUT = {"accounts:end_visit", "account_logout"}


def attack() -> Iterator[Tried]:
    with place() as here:
        yield from walked(here, here.addresses())


def walked(here: Place, reached: list[tuple[str, str]]) -> Iterator[Tried]:
    """Each of these addresses, as a visitor."""
    owner, _secret = here.browser(here.people["coordinator"]), _hidden(here)
    visitor, writes = _visitor(here), list[str]()
    got, sent, files, shown = [], [], [], []
    for name, address in reached:
        if name in WAY_OUT:
            continue
        with _watched(writes, address):
            answer, post = visitor.get(address), visitor.post(address)
        got += _worse(owner, name, address, answer)
        sent += [f"{name} {address}: {post.status_code}"] if post.status_code not in (403, 404) else []
        files += [f"{name} {address}"] if _leaves(answer) else []
        shown += [f"{name} {address}"] if HIDDEN in (b"" if answer.streaming else answer.content).decode() else []
    yield Tried("GET, an error that the person is not shown", len(reached), got)
    yield Tried("POST that is not refused", len(reached), sent)
    yield Tried("a file that goes out", len(reached), files)
    yield Tried("what is confidential is shown", len(reached), shown)
    yield Tried("over before all was tried", 1, _over(here))
    yield Tried("rows written", 2 * len(reached), writes)


def _hidden(here: Place) -> Any:
    from utblick.initiatives.tests.make import make_initiative
    from utblick.journal.secrecy import mark
    from utblick.tenancy import scope

    with scope.acting(here.here, sees_secrets=True):
        initiative = make_initiative(HIDDEN)
        mark(initiative, ground="19 kap. 1 § OSL")
    return initiative


def _visitor(here: Place) -> Any:
    from utblick.accounts import visiting
    from utblick.accounts.tests.make import make_user
    from utblick.tenancy import scope

    with scope.acting(here.here):
        operator = make_user(None, is_operator=True)
        visiting.open_access(hours=24, purpose="Prov")
        visit = visiting.begin(operator, here.people["coordinator"], reason="Prov")
    visitor = here.browser(operator)
    kept = visitor.session
    kept[visiting.VISIT] = visit.pk
    kept.save()
    return visitor


def _over(here: Place) -> list[str]:
    """After a visit's end all is refused too, and would prove nothing."""
    from utblick.accounts.models import SupportVisit
    from utblick.tenancy import scope

    with scope.acting(here.here):
        return [] if SupportVisit.objects.going_on().exists() else ["the visit"]


def _watched(writes: list[str], address: str) -> Any:
    """Note each statement that writes."""
    from django.db import connection

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(table in sql for table in OWN_WRITES):
            writes.append(f"{address}: {sql[:120]}")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(look)


def _worse(owner: Any, name: str, address: str, answer: Any) -> list[str]:
    """An error where the person has none: a visit that meets one could not help."""
    return (
        [f"{name} {address}: {answer.status_code}"]
        if answer.status_code >= 500 > owner.get(address).status_code
        else []
    )


def _leaves(answer: Any) -> bool:
    page = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.status_code == 200 and (not page or "attachment" in answer.headers.get("Content-Disposition", ""))


if __name__ == "__main__":
    sys.exit(not printed("Support visits", attack()))
