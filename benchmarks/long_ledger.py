"""A list of 100,000 vouchers from the accounts: read from Excel, judged, booked, shown and taken back. CPU of this process."""

import io
import os
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import xlsxwriter

from benchmarks.scratch import coordinator, scratch_database

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
BOOKED = int(os.environ.get("BENCH_MADE", "5000"))
ACCOUNTS = (5011, 5611, 6411, 7051, 7411)
FIRST = date(2025, 1, 1)


def main() -> None:
    with scratch_database(), coordinator() as user:
        from django.test import Client

        print(f"\nA list of {ROWS:,} vouchers from the accounts, as Excel")
        if ROWS != BOOKED:
            _work(user, ROWS, "judging")
        project = _work(user, BOOKED, "judging", "carrying")
        client = Client(headers={"host": "bench.localhost"})
        client.force_login(user)
        _open(client, project)
        _measured("taken back", BOOKED, lambda: _do(project.ledgers.get(), "undoing"))
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _work(user: Any, rows: int, *states: str) -> Any:
    from utblick.projects import posting

    project, body = _project(), _table(rows)
    found = _measured("read and kept", rows, lambda: posting.begun(project, body=body, name="huvudbok.xlsx", by=user))
    for state in states:
        _measured(state, rows, lambda state=state: _do(found, state))  # type: ignore[misc]
    print("rows by fate:", dict(posting.fates_of(found).counts))
    return project


def _do(found: Any, state: str) -> None:
    from utblick.journal import lists
    from utblick.projects import posting

    lists.begin(found, lists.State(state))
    lists.work_on(found, posting.PROCESS)


def _project() -> Any:
    from utblick.initiatives.models import Initiative
    from utblick.projects import starting

    initiative = Initiative(title="Omsorg utan avstånd")
    initiative.save()
    facts = {"starts_on": FIRST, "ends_on": date(2027, 12, 31)}
    project = starting.start(initiative, title="Huvudprojekt", programme_key="other", currency="SEK", **facts)
    project.stage = project.Stage.RUNNING
    project.save()
    return project


def _open(client: Any, project: Any) -> None:
    from django.urls import reverse

    pages = [reverse("projects:outcome", args=[project.pk]), reverse("projects:cash_flow")]
    for page in (*pages, project.ledgers.get().get_absolute_url(), f"{pages[0]}?as=xlsx"):
        answer = _measured(page, 1, lambda page=page: client.get(page))  # type: ignore[misc]
        assert answer.status_code == 200, page


def _table(rows: int) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["Bokföringsdatum", "Konto", "Text", "Verifikat", "Belopp"])
    for n in range(rows):
        sheet.write_datetime(n + 1, 0, FIRST + timedelta(days=n % 600), day)
        sheet.write_row(n + 1, 1, [ACCOUNTS[n % 5], f"Kostnad {n}", f"A {n // 3}", 100 + n % 900 + 0.5])
    book.close()
    return file.getvalue()


def _measured[T](what: str, rows: int, work: Callable[[], T]) -> T:
    before, clock = time.process_time(), time.monotonic()
    found = work()
    spent, gone = time.process_time() - before, time.monotonic() - clock
    print(f"{what:<40}{spent:>8.1f} s CPU{gone:>8.1f} s{rows / max(spent, 0.001):>12,.0f} rows/s", flush=True)
    return found


if __name__ == "__main__":
    main()
