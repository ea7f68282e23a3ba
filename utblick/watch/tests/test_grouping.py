import random
import tarfile
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, chain
from pathlib import Path

import pytest

from utblick.watch.connectors import Deadline, Finding, connector
from utblick.watch.grouping import same
from utblick.watch.keys import MARK, MARKS, Rarity, keys, text
from utblick.watch.tests.make import is_candidate, keys_of

DAY = datetime(2026, 9, 23, 15, tzinfo=UTC)
TEXT = (
    "Towns and their partners are invited to bring inhabitants together around remembrance, democratic engagement and climate. "
    "Lump sums depend on how many travellers take part and how many countries they come from."
)


def make_finding(title: str = "Town twinning with citizens at heart", **fields: object) -> Finding:
    usual: dict[str, object] = {
        "external_id": title,
        "title": title,
        "summary": TEXT,
        "published": DAY - timedelta(days=90),
    }
    return Finding(**{**usual, **fields})  # type: ignore[arg-type]


def grouped(one: Finding, other: Finding) -> str:
    """The reason, where the two are found through a key and held to be one from both sides."""
    there, back = same(one, other), same(other, one)
    assert (there is None) == (back is None)
    return there.code if there and is_candidate(*keys_of([one, other])) else ""


def test_an_identifier_makes_one_whatever_else_is_told() -> None:
    portal = make_finding(kind="call", identifiers=("call:CERV-2026-TT",), programme="CERV", deadlines=(Deadline(DAY),))
    letter = make_finding("Sök stöd 2026 till vänortsutbyte", summary="", identifiers=("call:CERV-2026-TT",))
    assert grouped(portal, letter) == "identifier"


def test_an_address_makes_one_where_the_texts_are_akin() -> None:
    one = make_finding(link="https://www.example.org/calls/tt/?utm_source=letter")
    other = make_finding(
        "Town twinning with citizens: apply", link="http://example.org/calls/tt", summary="Closes soon."
    )
    assert grouped(one, other) == "address"
    assert (
        grouped(one, make_finding("Study visit to Umeå", link="https://example.org/calls/tt", summary="Come along."))
        == ""
    )


def test_the_same_text_in_two_places_is_one() -> None:
    assert grouped(make_finding(), make_finding(link="https://elsewhere.example/x")) == "text"
    assert (
        grouped(
            make_finding(), make_finding(summary=TEXT.replace("remembrance", "memory").replace("climate", "nature"))
        )
        == "text"
    )


def test_the_same_title_is_enough_where_it_says_much_and_no_text_speaks_against_it() -> None:
    title = "Slutkonferens om skogsbrandförsvar och beredskap i Jämtland och Tröndelag"
    assert grouped(make_finding(title, summary="Kom!"), make_finding(title, summary="Kom! Program finns.")) != ""
    assert grouped(make_finding(title, summary="Kom!"), make_finding(title, summary="Program finns nu.")) == ""
    assert grouped(make_finding("Nyhetsbrev", summary=""), make_finding("Nyhetsbrev", summary="")) == ""


def test_two_pages_of_one_site_are_two_things_whatever_they_say() -> None:
    one = make_finding(link="https://example.org/calls/1")
    assert grouped(one, make_finding(link="https://example.org/calls/2")) == ""
    assert grouped(one, make_finding(link="https://other.example/calls/2")) == "text"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"identifiers": ("call:X-2026-01",)}, {"identifiers": ("call:X-2026-02",)}),
        ({"identifiers": ("ted:1-2026",), "kind": "tender"}, {"identifiers": ("ted:2-2026",), "kind": "tender"}),
        ({"kind": "tender"}, {"kind": "tender"}),
        ({"kind": "call"}, {"kind": "event"}),
        ({"programme": "CERV"}, {"programme": "LIFE"}),
        ({"deadlines": (Deadline(DAY),)}, {"deadlines": (Deadline(DAY + timedelta(days=364)),)}),
        ({"title": "Town twinning 2026, open for all"}, {"title": "Town twinning 2027, open for all"}),
        ({"title": "Town twinning, first part I"}, {"title": "Town twinning, first part II"}),
        ({"published": DAY}, {"published": DAY - timedelta(days=365)}),
        ({"title": "Online content: documentary films"}, {"title": "Online content: animation films"}),
    ],
)
def test_what_is_surely_two_stays_two_though_the_text_is_the_same(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert same(make_finding(**one), make_finding(**other)) is None  # type: ignore[arg-type]
    assert same(make_finding(**other), make_finding(**one)) is None  # type: ignore[arg-type]


def test_a_pattern_with_another_word_in_it_is_another_thing() -> None:
    nature = make_finding(
        "Strategic projects for nature", summary=TEXT.replace("climate", "nature") + " All about nature."
    )
    climate = make_finding("Strategic projects for climate", summary=TEXT + " All about climate.")
    assert same(nature, climate) is None


def test_keys_are_few_and_fit_the_database() -> None:
    many = make_finding(
        "word " * 60, summary=TEXT * 30, link="https://x.example/" + "y" * 900, identifiers=("call:" + "Z" * 200,)
    )
    own, nothing = map(list, map(chain.from_iterable, keys_of([many, Finding("1", "")])))

    assert len(own) < 35
    assert all(-(2**63) <= key < 2**63 for key in own)
    assert nothing == []


def test_an_edited_text_is_found_though_new_words_came_first() -> None:
    edited = TEXT.replace("inhabitants", "aardvark-keepers").replace("remembrance", "bandstands")
    assert grouped(make_finding(), make_finding(summary=edited)) == "text"


def test_words_that_all_tell_are_no_keys_where_others_are_rare() -> None:
    texts = [
        text(make_finding(summary=f"{TEXT} {' '.join(f'w{letter}{n}ord' for letter in 'abcdefghijklmnopqrst')}"))
        for n in range(50)
    ]
    rarity = Rarity()
    rarity.learn(texts)
    marks = {MARKS[word] for word in TEXT.lower().split()}
    noted = keys([make_finding()], texts[:1], rarity)[0].words

    assert noted
    assert not any({key >> 32, key >> 1 & MARK} & marks for key in noted)


def group(findings: list[Finding]) -> list[int]:
    """For each finding the number of the first that it is one with, as the harvest does it."""
    known: dict[int, list[int]] = defaultdict(list)
    first = []
    for number, (finding, own) in enumerate(zip(findings, keys_of(findings), strict=True)):
        near = dict.fromkeys(other for key in chain(*own) for other in known[key][:50])
        match = next((other for other in near if same(findings[other], finding)), number)
        first.append(match)
        for key in own.names + own.words:
            known[key].append(match)
    return first


def corpus(number: int) -> tuple[list[Finding], list[int]]:
    """Findings of which a fifth recur, some word for word, some with a few words changed, some with every fourth."""
    chance = random.Random(11)
    syllables = [a + b for a in "bdfghklmnprstv" for b in ("a", "e", "i", "o", "u", "å", "ö")]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(12_000)]
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(vocabulary))))
    originals: list[Finding] = []
    found, truth = [], []

    def words(count: int) -> list[str]:
        return chance.choices(vocabulary, cum_weights=weights, k=count)

    def changed(text: str, share: float) -> str:
        return " ".join(words(1)[0] if chance.random() < share else word for word in text.split())

    while len(found) < number:
        if originals and chance.random() < 0.2:
            original = chance.randrange(len(originals))
            share = chance.choice([0, 0.05, 0.25])
            known = originals[original]
            finding = replace(known, title=changed(known.title, share), summary=changed(known.summary, share), link="")
        else:
            original = len(originals)
            published = DAY - timedelta(days=chance.randrange(300))
            due = (Deadline(published + timedelta(days=60)),) if chance.random() < 0.3 else ()
            finding = Finding(
                str(original), " ".join(words(chance.randint(6, 11))), f"https://s{original % 97}.example/{original}",
                " ".join(words(chance.randint(25, 45))), published=published, deadlines=due,
                programme=chance.choice(["", "CERV", "LIFE"]), identifiers=(f"call:T-2026-{original}",),
            )  # fmt: skip
            originals.append(finding)
        found.append(finding)
        truth.append(original)
    return found, truth


def measured(findings: list[Finding], truth: list[int]) -> tuple[float, float]:
    """Precision and recall of the merges."""
    seen: set[int] = set()
    right = wrong = missed = 0
    for number, first in enumerate(group(findings)):
        recurs = truth[number] in seen
        seen.add(truth[number])
        right += first != number and truth[first] == truth[number]
        wrong += first != number and truth[first] != truth[number]
        missed += recurs and (first == number or truth[first] != truth[number])
    return right / (right + wrong), right / (right + missed)


def test_with_identifiers_nearly_all_are_found_and_nothing_is_mixed_up() -> None:
    precision, recall = measured(*corpus(6_000))
    assert precision >= 0.999
    assert recall >= 0.99


def test_without_identifiers_it_is_the_words_that_tell() -> None:
    found, truth = corpus(6_000)
    precision, recall = measured([replace(one, identifiers=()) for one in found], truth)
    assert precision >= 0.999
    assert recall >= 0.95


def test_two_real_runs_of_the_portal_are_one_by_one_the_same_and_no_two_calls_are_mixed_up(shared_data: Path) -> None:
    runs = []
    for hour in ("0003", "1206"):
        found: dict[str, Finding] = {}
        with tarfile.open(shared_data / "sedia" / f"sedia-search-2026-05-07T{hour}.tar.gz") as tar:
            for name in (name for name in tar.getnames() if "page-" in name):
                answer = connector("eu_calls").read(tar.extractfile(name).read(), {})  # type: ignore[union-attr]
                found |= {one.external_id: one for one in answer.findings}
        runs.append(found)
    both = [*runs[0].values(), *runs[1].values()]
    first = group(both)
    names = [*runs[0], *runs[1]]

    assert all(names[number] == names[match] for number, match in enumerate(first))
    assert sum(match != number for number, match in enumerate(first)) == len(runs[0].keys() & runs[1].keys())


def test_real_calls_without_names_or_links_are_hardly_ever_mixed_up(shared_data: Path) -> None:
    with tarfile.open(shared_data / "sedia" / "sedia-search-2026-05-07T1206.tar.gz") as tar:
        pages = [tar.extractfile(name).read() for name in tar.getnames() if "page-" in name]  # type: ignore[union-attr]
    calls = {one.external_id: one for page in pages for one in connector("eu_calls").read(page, {}).findings}
    bare = [replace(one, identifiers=(), link="", kind="news") for one in calls.values()]
    mixed = [match for number, match in enumerate(group(bare)) if match != number]

    assert len(mixed) <= 10, "sister topics whose official texts are nearly word for word the same"
