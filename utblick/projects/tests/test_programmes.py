from pathlib import Path

import pytest

from utblick.projects.programmes import BadProgramme, programme, programmes, reading
from utblick.projects.sums.budget import CATEGORIES


@pytest.mark.parametrize("one", programmes().values(), ids=lambda one: one.key)
def test_each_programme_says_where_each_of_its_rules_stands(one: reading.Programme) -> None:
    said = [*one.notes, *(option.note for option in one.options), *(duty.note for duty in one.duties)]
    for note in said:
        for words in (note.words, note.source, note.where):
            assert words.sv
            assert words.en
    assert one.currency in {"EUR", "SEK"}
    assert all(set(option.method.categories) <= set(CATEGORIES) for option in one.options)


@pytest.mark.parametrize("one", programmes().values(), ids=lambda one: one.key)
def test_no_flat_rate_rests_on_what_is_worked_out_after_it(one: reading.Programme) -> None:
    for option in one.options:
        known = set(option.method.entered)
        for flat in option.method.flats:
            assert set(flat.of) <= known
            known.add(flat.category)


def test_what_is_not_listed_is_filled_in_by_hand() -> None:
    assert programme("gone-since-long").key == "other"
    assert list(programmes())[-1] == "other"


def test_a_bad_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text('name = { sv = "a", en = "b" }\ncurrency = "EUR"\noptions = ["none"]\n')
    with pytest.raises(BadProgramme, match=r"wrong\.toml"):
        reading._programme(path, {}, {})
