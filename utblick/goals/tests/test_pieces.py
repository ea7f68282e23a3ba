"""What a person may do with the pieces of a document: no verb loses text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utblick.goals import pieces
from utblick.goals.highlights import stretches
from utblick.goals.pieces import CannotDo, Kind, Piece, pieces_of
from utblick.goals.reading import read_policy

TEXT = """Titel: Internationell policy
Id nr: 0:19

Mål

- skapa kanaler för företag
- marknadsföra kommunen

Organisation

Kommunstyrelsen svarar för

- officiella kontakter
- löpande omvärldsbevakning
"""


def test_every_passage_of_the_reading_becomes_a_piece() -> None:
    found = pieces_of(read_policy(TEXT))
    kinds = [(p.kind, p.text) for p in found if p.kind in (Kind.GOAL, Kind.DUTY)]
    assert kinds == [
        (Kind.GOAL, "skapa kanaler för företag"),
        (Kind.GOAL, "marknadsföra kommunen"),
        (Kind.DUTY, "officiella kontakter"),
        (Kind.DUTY, "löpande omvärldsbevakning"),
    ]
    assert {p.owner for p in found if p.kind is Kind.DUTY} == {"Kommunstyrelsen"}
    assert [p.fact for p in found if p.fact] == ["title", "id_number"]


def test_the_source_is_shown_whole_with_each_goal_marked_where_it_stands() -> None:
    found = pieces_of(read_policy(TEXT))
    shown = stretches(TEXT, found)
    assert "".join(s.text for s in shown) == TEXT
    marked = {s.piece.text: s.text for s in shown if s.piece and s.piece.kind is Kind.GOAL}
    assert "skapa kanaler för företag" in marked["skapa kanaler för företag"]
    assert sum(1 for s in shown if s.first) == len({s.piece.id for s in shown if s.piece})


def test_merging_joins_text_and_places_and_keeps_the_upper_ones_name() -> None:
    upper = Piece(1, Kind.GOAL, "Öka handeln", ((0, 11),), name="Handel")
    lower = Piece(2, Kind.GOAL, "med Norge", ((20, 29),), name="Norge")
    assert pieces.merge([upper, lower], 2) == [
        Piece(1, Kind.GOAL, "Öka handeln med Norge", ((0, 11), (20, 29)), name="Handel")
    ]


def test_merging_the_first_of_its_kind_is_refused() -> None:
    found = [Piece(1, Kind.FORM, "Nätverk"), Piece(2, Kind.GOAL, "Öka handeln")]
    with pytest.raises(CannotDo) as refusal:
        pieces.merge(found, 2)
    assert refusal.value.code == "nothing_above"


def test_an_action_merges_into_its_goal() -> None:
    found = [Piece(1, Kind.GOAL, "Öka handeln"), Piece(2, Kind.ACTION, "genom mässor")]
    assert [p.text for p in pieces.merge(found, 2)] == ["Öka handeln genom mässor"]


def test_splitting_parts_at_line_breaks_and_finds_each_part_in_the_source() -> None:
    source = "öka handeln och  stärka skolan"
    found = pieces.split([Piece(1, Kind.GOAL, "öka handeln\nstärka skolan", ((0, 30),))], 1, source)
    assert [(p.text, [source[a:b] for a, b in p.spans]) for p in found] == [
        ("öka handeln", ["öka handeln och  "]),
        ("stärka skolan", ["stärka skolan"]),
    ]
    assert found[1].name == "Stärka skolan"


def test_splitting_one_line_is_refused() -> None:
    with pytest.raises(CannotDo, match="one_line"):
        pieces.split([Piece(1, Kind.GOAL, "öka handeln")], 1, "")


def test_what_is_dropped_can_be_brought_back_as_what_it_was() -> None:
    found = [Piece(1, Kind.FORM, "Nätverk", ((0, 7),), name="Nätverk")]
    dropped = pieces.drop(found, 1)
    assert (dropped[0].kind, dropped[0].text) == (Kind.DROPPED, "Nätverk")
    assert pieces.bring_back(dropped, 1) == found


def test_a_verb_on_a_piece_that_is_gone_is_refused() -> None:
    with pytest.raises(CannotDo, match="no_such_piece"):
        pieces.drop([], 7)


def test_a_piece_survives_storage() -> None:
    piece = Piece(3, Kind.DUTY, "bevaka", ((1, 4), (9, 12)), owner="Styrelsen", unit=7)
    stored = piece.as_json()
    assert json.loads(json.dumps(stored)) == stored
    assert Piece.from_json(stored) == piece


_KINDS = st.sampled_from(pieces.CONTENT)
_LISTS = st.lists(st.tuples(_KINDS, st.text("abc \n", min_size=1, max_size=12)), min_size=1, max_size=8)


@given(
    _LISTS,
    st.lists(st.tuples(st.sampled_from(["merge", "split", "drop", "back", "move"]), st.integers(1, 9)), max_size=8),
)
def test_no_order_of_verbs_loses_a_word(contents: list[tuple[Kind, str]], verbs: list[tuple[str, int]]) -> None:
    found = [Piece(at, kind, text) for at, (kind, text) in enumerate(contents, start=1)]
    before = sorted("".join(p.text for p in found).replace(" ", "").replace("\n", ""))
    for verb, id in verbs:
        try:
            found = {
                "merge": lambda found=found, id=id: pieces.merge(found, id),
                "split": lambda found=found, id=id: pieces.split(found, id, ""),
                "drop": lambda found=found, id=id: pieces.drop(found, id),
                "back": lambda found=found, id=id: pieces.bring_back(found, id),
                "move": lambda found=found, id=id: pieces.move(found, id, Kind.GOAL),
            }[verb]()
        except CannotDo:
            continue
    assert sorted("".join(p.text for p in found).replace(" ", "").replace("\n", "")) == before
    assert len({p.id for p in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("skapa kanaler för företag", "Skapa kanaler för företag"),
        ("medverkan i projekt (framför allt EU-program)", "Medverkan i projekt"),
        ("ord " * 40, "Ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord"),
        ("x" * 100, "X" + "x" * 59),
    ],
)
def test_a_short_name_is_cut_between_words(text: str, name: str) -> None:
    assert pieces.short_name(text) == name


def test_an_action_whose_owner_stands_in_the_row_above_is_a_duty_too() -> None:
    plan = "Plan\n\nMål | Aktivitet | Ansvarig\nFler utbyten | Resa | Skolnämnden\n| Ta emot besök |\n"

    pieces = pieces_of(read_policy(plan))

    assert [(p.owner, p.text) for p in pieces if p.kind is Kind.DUTY] == [
        ("Skolnämnden", "Resa"),
        ("Skolnämnden", "Ta emot besök"),
    ]
    shown = next(s for s in stretches(plan, pieces) if s.text == "Ta emot besök")
    assert shown.piece is not None
    assert shown.piece.kind is Kind.ACTION
