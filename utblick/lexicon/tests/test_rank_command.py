import io
import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

import numpy as np
import pytest

from utblick.lexicon import keeping, making, model, ranking, vocabulary


def ranked(tmp_path: Path, files: tuple[Path, ...], *more: str) -> list[str]:
    queries, documents = tmp_path / "q.jsonl", tmp_path / "d.jsonl"
    queries.write_text('{"id": "q1", "text": "ost och mjölk", "lang": "sv"}\n', "utf-8")
    documents.write_text(
        '{"id": "road", "text": "road construction", "lang": "en"}\n{"id": "dairy", "text": "cheese", "lang": "en"}\n',
        "utf-8",
    )
    parser = ArgumentParser()
    ranking.arguments(parser)
    given = ["--queries", str(queries), "--documents", str(documents), "--cache", str(tmp_path)]
    out = io.StringIO()
    ranking.run(parser.parse_args([*given, "--lexicon", *map(str, files), *more]), out)
    return out.getvalue().splitlines()


def test_rank_prints_trec_run_lines_best_first(tmp_path: Path, small_files: tuple[Path, ...]) -> None:
    lines = [line.split() for line in ranked(tmp_path, small_files, "--no-semantic")]
    assert [line[:4] for line in lines] == [["q1", "Q0", "dairy", "1"], ["q1", "Q0", "road", "2"]]
    assert float(lines[0][4]) > float(lines[1][4])
    assert {line[5] for line in lines} == {"utblick"}


def test_rank_explains_as_json(tmp_path: Path, small_files: tuple[Path, ...]) -> None:
    first = json.loads(ranked(tmp_path, small_files, "--explain", "--top", "1")[0])
    assert first["document"] == "dairy"
    assert sum(part["share"] for part in first["parts"]) == pytest.approx(first["score"], rel=0.01)


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path: Path, small_files: tuple[Path, ...]) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(f'{{"id": "{n}", "text": "ost", "lang": "sv"}}\n' for n in range(300)), "utf-8")
    asked = ["-m", "utblick.lexicon", "rank", "--queries", rows, "--documents", rows, "--top", "300"]
    asked += ["--cache", tmp_path, "--lexicon", *small_files]
    with subprocess.Popen([sys.executable, *map(str, asked)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout
        assert run.stderr
        assert run.stdout.readline().endswith(b" utblick\n")
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 0


def test_the_vocabulary_is_described_before_and_after_it_is_learnt(
    tmp_path: Path, small_files: tuple[Path, ...]
) -> None:
    def said(*words: str) -> str:
        parser, out = ArgumentParser(), io.StringIO()
        making.arguments(parser)
        making.run(parser.parse_args([*words, "--cache", str(tmp_path), "--lexicon", *map(str, small_files)]), out)
        return out.getvalue()

    assert "not learnt yet" in said()
    assert ", learnt, kept in" in said("build")
    assert "cpv: 2 concepts\nwords: 240 concepts\nlanguages: sv en de\n" in said("describe")


def test_a_cache_that_lacks_a_part_is_learnt_anew(tmp_path: Path, small_files: tuple[Path, ...]) -> None:
    first = model.opened(small_files, tmp_path)
    (tmp_path / first.version / "directions.npy").unlink()
    again = model.opened(small_files, tmp_path)
    assert [offer.sv for offer in again.offers] == [offer.sv for offer in first.offers]
    assert np.array_equal(again.directions, first.directions)


def test_a_bad_row_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n{"id": 3}\n', "utf-8")
    with pytest.raises(ranking.UnreadableRow, match=r"q\.jsonl, line 2"):
        list(ranking.rows(path))


def test_a_file_that_is_no_vocabulary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lex_odd.tsv"
    path.write_text("id\tnote\n1\thello\n", "utf-8")
    with pytest.raises(vocabulary.UnreadableVocabulary):
        vocabulary.read([path])


def test_learning_twice_gives_the_same_files(tmp_path: Path, small_files: tuple[Path, ...]) -> None:
    for name in ("one", "two"):
        model.learn(vocabulary.read(small_files), tmp_path / name)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).glob("*.*n*")} for name in ("one", "two"))
    assert {"vectors.npy", "units.json", "concepts.json", "parts-sv.json", "table-chances.npy"} <= one.keys()
    assert one.keys() == two.keys()
    assert all(one[name] == two[name] for name in one)


def test_the_shipped_vocabularies_are_whole_and_named_in_the_notice() -> None:
    entries = vocabulary.read(vocabulary.shipped())
    notice = (Path(__file__).parents[3] / "NOTICE").read_text("utf-8")
    assert {"cpv", "eurovoc_top3", "programmes", "yso_2018", "municipal"} == {entry.scheme for entry in entries}
    assert len(entries) > 38_000
    assert all(name in notice for name in ("CPV", "EuroVoc", "YSO", "CC BY 4.0", "2011/833/EU"))


@pytest.mark.parametrize(
    "line", [b'{"id": "a", "text": "\xff\xfe"}', b"[1, 2]", b'{"id": "a"', b'{"id": "a", "lang": "sv"}', b'"text"']
)
def test_whatever_is_no_row_is_refused_in_words(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(line)
    with pytest.raises(ranking.UnreadableRow, match=r"q\.jsonl, line 1: expected"):
        list(ranking.rows(path))


def test_a_row_that_comes_again_is_ranked_once_and_an_id_with_two_texts_is_refused(tmp_path: Path) -> None:
    path, row = tmp_path / "d.jsonl", '{"id": "a", "text": "ost", "lang": "sv"}\n'
    path.write_text(row * 2, "utf-8")
    assert [found.id for found in ranking.rows(path)] == ["a"]

    path.write_text(row + row.replace("ost", "skola"), "utf-8")
    with pytest.raises(ranking.UnreadableRow, match=r"d\.jsonl, line 2: the id a stands before with another text"):
        list(ranking.rows(path))


@pytest.mark.parametrize("name", ["", " ", "två ord"])
def test_an_id_that_would_break_a_run_line_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps({"id": name, "text": "ost"}), "utf-8")
    with pytest.raises(ranking.UnreadableRow, match=r"line 1: the id .* would not be one word"):
        list(ranking.rows(path))


@pytest.mark.parametrize(
    ("said", "lang"),
    [('"SV"', "sv"), ('"sv-SE"', "sv"), ('"nn_NO"', "nn"), ('"xx"', "sv"), ("null", "sv"), ("7", "sv")],
)
def test_a_language_is_read_as_it_is_written_or_guessed(tmp_path: Path, said: str, lang: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(f'\ufeff{{"id": "a", "text": "vi och våra skolor för barn", "lang": {said}}}\n\n', "utf-8")
    assert [row.text.lang for row in ranking.rows(path)] == [lang]


def test_a_file_that_is_cut_short_or_no_text_is_refused(tmp_path: Path) -> None:
    for name, raw in (("lex_cut.tsv.gz", b"\x1f\x8b\x08\x00"), ("lex_raw.tsv", b"id\tsv\ten\n1\t\xff\t\xfe\n")):
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(vocabulary.UnreadableVocabulary, match=name):
            vocabulary.read([tmp_path / name])


def test_the_models_opened_longest_ago_are_thrown_away(tmp_path: Path) -> None:
    for age in range(keeping.KEPT + 2):
        folder = tmp_path / f"{age:016x}"
        folder.mkdir()
        os.utime(folder, (2_000_000_000 - age, 2_000_000_000 - age))
    keeping.throw_away_old(tmp_path)
    assert sorted(folder.name for folder in tmp_path.iterdir()) == [f"{age:016x}" for age in range(keeping.KEPT)]
