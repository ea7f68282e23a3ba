"""The same thing seen through several sources: keys by which candidates are found, and a careful second look.

`keys` gives few and selective keys of a finding, to be kept in an indexed table; two findings that share a key are
candidates, and `same` decides. It would rather leave two tellings apart than make one of two things: two topics of a call,
two years of a call, two notices of a buyer are never one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from importlib import resources
from itertools import combinations
from zlib import crc32

from utblick.watch.addresses import canonical
from utblick.watch.connectors import Finding

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
COMMON_WORDS = resources.files("utblick.watch").joinpath("common_words.txt").read_text("utf-8")
COMMON = frozenset(word for line in COMMON_WORDS.splitlines() if not line.startswith("#") for word in line.split())
CHOSEN = 5
"""Words whose pairs become keys: of five, two are left alone by a change of every fourth word in 98 cases of 100."""
LONGEST_KEY = 110
APART = timedelta(days=120)
"""Tellings further apart than this are of different rounds, unless something surer says otherwise."""
FEWEST_WORDS = 8
LEAST_OF_TITLE = 0.2
"""Of the words of two titles, so many are in both; else they are two things."""
LEAST_AT_ONE_ADDRESS = 0.3
"""The same, where both lead to one page: a page may stand behind many things."""
VERBATIM = 0.75
SAME_TEXT = 0.97


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two findings are one; `code` is identifier, address, deadline or text."""

    code: str
    detail: str = ""


def keys(finding: Finding) -> list[str]:
    """What this finding can be recognised by, the surest first."""
    found = [f"i:{identifier}" for identifier in finding.identifiers]
    address = canonical(finding.link)
    if "/" in address:
        found.append(f"a:{address}" if len(address) < LONGEST_KEY else f"a#{crc32(address.encode()):08x}{len(address)}")
    if finding.programme:
        found += [f"d:{finding.programme}:{deadline.at:%Y%m%d}" for deadline in finding.deadlines]
    if finding.kind != "tender" or not finding.identifiers:
        found += pairs("t", words(finding.title), 3)
        found += pairs("s", words(finding.summary), CHOSEN)
    return [key[:LONGEST_KEY] for key in dict.fromkeys(found)]


def pairs(prefix: str, told: frozenset[str], most: int) -> Iterator[str]:
    """Pairs of the chosen words, in alphabetical order."""
    chosen = sorted((word for word in told if telling(word)), key=order)[:most]
    for one, other in combinations(sorted(chosen), 2):
        yield f"{prefix}:{one[:40]} {other[:40]}"
    if len(chosen) == 1:
        yield f"{prefix}:{chosen[0][:40]}"


LITTLE = frozenset(word for word in COMMON if len(word) < 6)


def telling(word: str) -> bool:
    return len(word) > 3 and word not in COMMON and not word.isdigit()


def order(word: str) -> tuple[int, int]:
    """Long words come first: they are rarer. Among equals a hash decides, alike everywhere."""
    return -min(len(word), 9) // 3, crc32(word.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=20_000)
def words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.casefold()))


def same(one: Finding, other: Finding) -> Reason | None:
    """Why the two are the same thing; None where they are not, or where it is not sure."""
    if other_kind(one, other):
        return None
    if shared := set(one.identifiers) & set(other.identifiers):
        return Reason("identifier", min(shared))
    titles = shares(words(one.title), words(other.title))
    if titles < LEAST_OF_TITLE or contradict(one, other):
        return None
    address = canonical(one.link)
    if titles >= LEAST_AT_ONE_ADDRESS and "/" in address and address == canonical(other.link):
        return Reason("address", address)
    likeness = alike(one, other, titles)
    if likeness is None:
        return None
    return Reason("deadline" if share_deadline(one, other) else "text", likeness)


def contradict(one: Finding, other: Finding) -> bool:
    """True where something hard says that these are two."""
    return (
        named_otherwise(one, other)
        or differ(one.programme, other.programme)
        or (bool(one.deadlines and other.deadlines) and not share_deadline(one, other))
        or numbers(one.title) != numbers(other.title)
        or far_apart(one, other)
    )


def other_kind(one: Finding, other: Finding) -> bool:
    """News may tell of anything; the other kinds are themselves alone. Tenders are told apart by number only."""
    kinds = {one.kind, other.kind}
    return len(kinds - {"news"}) > 1 or (kinds == {"tender"} and not set(one.identifiers) & set(other.identifiers))


def named_otherwise(one: Finding, other: Finding) -> bool:
    """Both have a name in the same register, and not the same one."""
    registers = {name.partition(":")[0] for name in one.identifiers} & {
        name.partition(":")[0] for name in other.identifiers
    }
    return bool(registers) and not set(one.identifiers) & set(other.identifiers)


def differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def far_apart(one: Finding, other: Finding) -> bool:
    return bool(one.published and other.published) and abs(one.published - other.published) > APART  # type: ignore[operator]


def share_deadline(one: Finding, other: Finding) -> bool:
    return bool(
        {deadline.at.date() for deadline in one.deadlines} & {deadline.at.date() for deadline in other.deadlines}
    )


ROMAN = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"])


@lru_cache(maxsize=20_000)
def numbers(title: str) -> frozenset[str]:
    """Years, parts, lots, rounds: titles that differ in one are of two things."""
    return frozenset(word for word in words(title) if any(map(str.isdigit, word)) or word in ROMAN)


def all_words(one: Finding, other: Finding) -> tuple[frozenset[str], frozenset[str]]:
    return words(one.title) | words(one.summary), words(other.title) | words(other.summary)


def alike(one: Finding, other: Finding, titles: float) -> str | None:
    """How alike the texts are, in words for the reason; None where they are not alike enough to be one."""
    here, there = all_words(one, other)
    whole = shares(here, there)
    if titles == 1 and long_enough(one, other, whole):
        return "the same title"
    few = min(len(here), len(there))
    if few < FEWEST_WORDS or whole < least(few) or siblings(one, other, whole):
        return None
    return f"{round(100 * whole)} % of the words"


def least(few: int) -> float:
    """The part of the words that two texts of at least `few` words must share: in long ones chance plays less."""
    return 0.44 + 0.14 * min(1, max(0, few - 60) / 90)


def siblings(one: Finding, other: Finding, whole: float) -> bool:
    """Two of a kind, written after one pattern: a word of the title, borne out by the text, is foreign to the other.

    Where the rest is nearly word for word the same, one such word is enough; else both must have their own. Where the texts
    are the very same, it is the titles alone that tell them apart.
    """
    if shares(words(one.summary), words(other.summary)) >= SAME_TEXT:
        return any(map(telling, words(one.title) - words(other.title))) and any(
            map(telling, words(other.title) - words(one.title))
        )
    own = [bool(own_words(*pair)) for pair in ((one, other), (other, one))]
    return any(own) if whole >= VERBATIM else all(own)


def own_words(one: Finding, other: Finding) -> frozenset[str]:
    return (words(one.title) & words(one.summary)) - words(other.title) - words(other.summary) - LITTLE


def long_enough(one: Finding, other: Finding, whole: float) -> bool:
    """A short title is worth something only with a text that agrees."""
    return len([word for word in words(one.title) if telling(word)]) >= 4 or whole >= 0.5 or share_deadline(one, other)


def shares(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard: the part of all words that both have."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0
