"""The specimens: documents in the layouts of many municipalities, each beside a person's reading of it."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from utblick.goals.reading import read_policy

SPECIMENS = Path(__file__).parent / "specimens"
SEED = Path(os.environ.get("UTBLICK_SHARED_SEED", Path(__file__).parents[4] / "shared" / "seed")) / "policy.txt"


@pytest.mark.parametrize("name", sorted(path.stem for path in SPECIMENS.glob("*.txt")))
def test_a_specimen_is_read_as_a_person_reads_it(name: str) -> None:
    expected = json.loads((SPECIMENS / f"{name}.json").read_text(encoding="utf-8"))

    assert read_policy((SPECIMENS / f"{name}.txt").read_text(encoding="utf-8")).as_json() == expected


@pytest.fixture(scope="module")
def seed() -> dict[str, Any]:
    if not SEED.exists():
        pytest.skip(f"the reference policy is not at {SEED}")
    return read_policy(SEED.read_text(encoding="utf-8")).as_json()


def test_the_reference_policy_has_its_header(seed: dict[str, Any]) -> None:
    assert {
        key: seed[key] for key in ("title", "id_number", "type", "version", "adopted_by", "adopted_on", "section")
    } == {
        "title": "Internationell policy",
        "id_number": "0:19",
        "type": "Policy",
        "version": "1.0",
        "adopted_by": "Kommunfullmäktige",
        "adopted_on": "2012-12-12",
        "section": "121",
    }
    assert read_policy(SEED.read_text(encoding="utf-8")).valid_indefinitely
    assert seed["valid_until"] is None


def test_the_reference_policy_has_six_goals_and_five_forms(seed: dict[str, Any]) -> None:
    assert [goal["text"].split()[0] for goal in seed["goals"]] == [
        "skapa", "underlätta", "marknadsföra", "ge", "stärka", "öka",
    ]  # fmt: skip
    assert [form["text"].split()[0] for form in seed["forms"]] == [
        "medverkan", "verksamhetsutvecklande", "nätverksbyggande", "vänortssamarbete", "omvärldsbevakning",
    ]  # fmt: skip


def test_the_reference_policy_gives_the_board_its_duties(seed: dict[str, Any]) -> None:
    assert {duty["owner"] for duty in seed["duties"]} == {"Kommunstyrelsen"}
    assert [duty["text"] for duty in seed["duties"]] == [
        "det löpande internationella arbetet med policyn som grund",
        "officiella kontakter med andra kommuner och regioner",
        "planering, samordning och uppföljning av kommunens internationella arbete",
        "löpande omvärldsbevakning",
    ]


def test_page_headers_of_the_reference_policy_are_not_content(seed: dict[str, Any]) -> None:
    assert not any("Titel:" in text or "Id nr" in text for text in seed["unplaced"])


def test_a_date_that_does_not_exist_is_unplaced_and_not_guessed() -> None:
    reading = read_policy("Internationell policy\nGäller till: 2026-02-30\n\nMål\n- öka kunskapen\n").as_json()

    assert reading["valid_until"] is None
    assert reading["unplaced"] == ["2026-02-30"]


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        (
            "Barn-, kultur- och utbildningsnämnden ansvarar för skolornas utbyten.",
            "Barn-, kultur- och utbildningsnämnden",
        ),
        ("Utbytena följs upp av barn-, ungdoms- och fritidsnämnden.", "Barn-, ungdoms- och fritidsnämnden"),
        ("Ansvaret för utbyten ligger hos miljö- och byggnadsnämnden.", "Miljö- och byggnadsnämnden"),
    ],
)
def test_an_owner_with_elided_words_keeps_its_whole_name(sentence: str, owner: str) -> None:
    reading = read_policy(f"Internationell policy\n\nMål\n- Fler utbyten\n\nAnsvar\n{sentence}\n")

    assert [duty.owner for duty in reading.duties] == [owner]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Uppdateras senast: 2025-12-31", date(2025, 12, 31)),
        ("Uppdateras senast 2025-12-31", date(2025, 12, 31)),
        ("Ska revideras senast: mars 2026", date(2026, 3, 31)),
        ("Senast uppdaterad: 2025-12-31", None),
    ],
)
def test_the_day_by_which_it_is_to_be_revised_is_read(line: str, day: date | None) -> None:
    assert (
        read_policy(f"Internationell policy\nAntagen av: Kommunfullmäktige 2021-03-15 § 44\n{line}\n").review_by == day
    )
