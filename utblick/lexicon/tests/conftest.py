from pathlib import Path

import pytest

from utblick.lexicon import Engine, engine

_LABELS = [
    ("ost", "cheese", "Käse"), ("mjölk", "milk", "Milch"), ("mejeriprodukter", "dairy products", "Milcherzeugnisse"),
    ("skola", "school", "Schule"), ("skolgård", "school yard", "Schulhof"), ("vägbygge", "road construction", "Straßenbau"),
    ("vänort", "twin town", "Partnerstadt"), ("kultur", "culture", "Kultur"), ("turism", "tourism", "Tourismus"),
    ("skogsbruk", "forestry", "Forstwirtschaft"), ("ungdom", "youth", "Jugend"), ("utbyte", "exchange", "Austausch"),
]  # fmt: skip
_CODES = [("45000000", "Anläggningsarbete", "Construction work"), ("45233000", "Vägarbeten", "Road works")]


@pytest.fixture(scope="session")
def small_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Two vocabularies of a few rows, so that learning takes a moment."""
    folder = tmp_path_factory.mktemp("vocabularies")
    words, codes = folder / "lex_words.tsv", folder / "lex_cpv.tsv"
    rows = [f"w{n}\t{sv}\t{en}\t{de}" for n, (sv, en, de) in enumerate(_LABELS * 20)]
    words.write_text("\n".join(["id\tsv\ten\tde", *rows]), "utf-8")
    codes.write_text("\n".join(["code\tsv\ten", *("\t".join(row) for row in _CODES)]), "utf-8")
    return words, codes


@pytest.fixture(scope="session")
def small(small_files: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine(small_files, tmp_path_factory.mktemp("learnt"))
