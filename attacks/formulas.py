"""Formulas in exports: names that a spreadsheet would run, taken out through every Excel and CSV file there is."""

import csv
import io
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from attacks.place import Place, place
from attacks.telling import Tried, printed

BEGINNINGS = [
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", " =1+1"),
    *(
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://evil.example","x")',
        "=IMPORTXML(CONCAT(1),2)",
        "@SUM(1+9)*cmd|' /C calc'!A0",
    ),
    *('";=1+1;"', '"\n=1+1', "';=1+1", "\u200b=1+1"),
]
KINDS = ("xlsx", "csv")
RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def attack() -> Iterator[Tried]:
    with place() as here:
        with scope_everywhere():
            planted = plant(here)
        yield Tried("names, places and texts that begin as a formula, in every table that people fill in", planted)
        yield from exports(here)


def scope_everywhere() -> Any:
    from utblick.tenancy import scope

    return scope.everywhere()


def plant(here: Place) -> int:
    """Every text of every row of the municipality begins as a formula."""
    from django.db import IntegrityError, models, transaction

    from utblick.tenancy import scope

    texts, at = 0, 0
    for model in (one for one in all_models() if issubclass(one, scope.Owned) and one._meta.app_label != "journal"):
        names = [
            f.name
            for f in model._meta.fields
            if type(f) in (models.CharField, models.TextField) and not f.choices and f.editable
        ]
        for row in model._base_manager.filter(municipality_id=here.here.pk).values("pk", *names):
            for name in names:
                at += 1
                most = model._meta.get_field(name).max_length or 200
                value = f"{BEGINNINGS[at % len(BEGINNINGS)]} {row[name] or ''}"
                if len(value) > most:
                    continue
                try:
                    with transaction.atomic():
                        texts += models.QuerySet(model).filter(pk=row["pk"]).update(**{name: value})
                except IntegrityError:
                    continue
    return texts


def all_models() -> list[type]:
    from django.apps import apps

    return list(apps.get_models())


def exports(here: Place) -> Iterator[Tried]:
    client, found = here.browser(here.people["coordinator"]), {"xlsx": [0, 0], "csv": [0, 0]}
    through: dict[str, list[str]] = {"xlsx": [], "csv": []}
    for _name, address in here.addresses():
        for asked in (
            address,
            *(f"{address}?as={kind}" for kind in KINDS if not any(sign.isdigit() for sign in address)),
        ):
            answer = client.get(asked)
            kind = answer.headers.get("Content-Type", "").split(";")[0]
            if answer.status_code >= 500:
                through["xlsx"].append(f"{asked} is broken by the texts: {answer.status_code}")
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if answer.status_code == 200 and kind in (
                "text/csv",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ):
                told = "csv" if kind == "text/csv" else "xlsx"
                cells, wrong = (in_csv if told == "csv" else in_workbook)(body)
                found[told] = [found[told][0] + 1, found[told][1] + cells]
                through[told] += [f"{asked}: {cell!r}" for cell in wrong]
    for kind, (files, cells) in found.items():
        yield Tried(f"cells of {files} {kind} files", cells, through[kind])


def in_csv(body: bytes) -> tuple[int, list[str]]:
    text = body.decode("utf-8-sig")
    delimiter = ";" if text.partition("\n")[0].count(";") >= text.partition("\n")[0].count(",") else ","
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) for cell in row]
    return len(cells), [cell for cell in cells if cell.startswith(RUN) and not is_number(cell)]


def is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", ".").replace("\u00a0", "").replace(" ", ""))
    except ValueError:
        return False
    return True


def in_workbook(body: bytes) -> tuple[int, list[str]]:
    """Cells that are formulas or links, in any sheet."""
    cells, wrong = 0, list[str]()
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                told = book.read(name).decode()
                cells += told.count("<c ")
                wrong += [name] * (told.count("<f>") + told.count("<hyperlink "))
    return cells, wrong


if __name__ == "__main__":
    sys.exit(not printed("Formulas in exports (CSV injection)", attack()))
