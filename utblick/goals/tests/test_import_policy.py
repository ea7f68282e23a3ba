"""The command that prints what the importer reads: no database, one JSON object, errors that say what to do."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from utblick.goals.documents import ADVICE, Fault

SPECIMEN = Path(__file__).parent / "specimens" / "roller_i_kolumner"


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_policy", *arguments, stdout=out)
    return out.getvalue()


def test_json_is_one_object_with_the_keys_of_the_importer() -> None:
    printed = json.loads(run(f"{SPECIMEN}.txt", "--json"))

    assert printed == json.loads(Path(f"{SPECIMEN}.json").read_text(encoding="utf-8"))


def test_a_person_gets_the_goals_and_who_has_which_duty() -> None:
    printed = run(f"{SPECIMEN}.txt")

    assert "1. Kommunens verksamheter ska utvecklas med hjälp av kunskap från andra länder." in printed
    assert "Kommunfullmäktige: Beslutar om policyn och om nya vänorter." in printed


def test_an_unreadable_file_ends_in_advice(tmp_path: Path) -> None:
    picture = tmp_path / "policy.pdf"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")

    with pytest.raises(CommandError, match=ADVICE[Fault.WRONG_TYPE][:40]):
        run(str(picture))


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(str(tmp_path / "none.txt"))
