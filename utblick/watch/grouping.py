"""The same thing seen through several sources: a careful second look at two findings that share a key (keys.py).

It would rather leave two tellings apart than make one of two things: two topics of a call, two years of a call, two notices of a
buyer, two pages of one site are never one.

Without a shared name or address it is the text that tells, and texts are told by their order: with few enough words, any two
texts hold the same ones.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from importlib import resources

from utblick.lexicon import tokens
from utblick.watch.addresses import canonical
from utblick.watch.connectors import Finding

COMMON_WORDS = resources.files("utblick.watch").joinpath("common_words.txt").read_text("utf-8")
COMMON = frozenset(word for line in COMMON_WORDS.splitlines() if not line.startswith("#") for word in line.split())
APART = timedelta(days=120)
"""Tellings further apart than this are of different rounds, unless something surer says otherwise."""
LEAST_AT_ONE_ADDRESS = 0.3
"""Of the words of two titles, so many are in both, where both lead to one page: a page may stand behind many things."""

# What text alone must show.
APART_BY_TEXT = timedelta(days=30)
FEWEST_WORDS = 12
"""Telling words, each counted once."""
LEAST_OF_TITLE = 0.35
"""Of the words of the longer title, so many stand in the other in the same order ..."""
LEAST_OF_TEXT = 0.55
"""... and of those of the shorter summary in the other's beginning."""
VERBATIM = 0.75
SAME_TEXT = 0.98
SAYS_ENOUGH = 5
"""A title with so many telling words needs no text beside it."""
DAYS_OF_ONE_TITLE = timedelta(days=7)
FEWEST_OF_A_NAME, TELLING_OF_A_NAME = 4, 2
"""A title of so many words, of which so many tell something, is beside its last day the name of one call: so it is for all of the
580 that the portal had on one day."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two findings are one; `code` is identifier, address, deadline or text."""

    code: str
    detail: str = ""


# A text is compared with several others in a row, and then no more.
FEW = 256
LITTLE = frozenset(word for word in COMMON if len(word) < 6)


def telling(word: str) -> bool:
    return len(word) > 3 and word not in COMMON and not word.isdigit()


@lru_cache(maxsize=FEW)
def words(text: str) -> frozenset[str]:
    return frozenset(in_order(text))


def same(one: Finding, other: Finding, *, by_text: bool = True) -> Reason | None:
    """Why the two are the same thing; None where they are not, or where it is not sure.

    Without `by_text`, only a shared name or address counts.
    """
    if other_kind(one, other):
        return None
    if shared := set(one.identifiers) & set(other.identifiers):
        return Reason("identifier", min(shared))
    if contradict(one, other):
        return None
    here, there = canonical(one.link), canonical(other.link)
    if here == there and "/" in here:
        titles = shares(words(one.title), words(other.title))
        return Reason("address", here) if titles >= LEAST_AT_ONE_ADDRESS else None
    if not by_text or (here and site_of(here) == site_of(there)):
        return None
    likeness = alike(one, other)
    if likeness is None:
        return None
    return Reason("deadline" if share_deadline(one, other) else "text", likeness)


def told_before(letter: Finding, call: Finding) -> Reason | None:
    """Why what one municipality was told in a letter is what a public source tells; None where it is not sure.

    By the identifier, by the page that the letter leads to, or by the title word for word and the last day.
    """
    if reason := same(letter, call, by_text=False):
        return reason
    if other_kind(letter, call) or contradict(letter, call) or not share_deadline(letter, call):
        return None
    is_titled = in_order(letter.title) == in_order(call.title) and names_a_call(call.title)
    return Reason("deadline", "the same title") if is_titled else None


def names_a_call(title: str) -> bool:
    said = in_order(title)
    return len(said) >= FEWEST_OF_A_NAME and sum(map(telling, set(said))) >= TELLING_OF_A_NAME


def site_of(address: str) -> str:
    return address.partition("/")[0].partition("?")[0]


def contradict(one: Finding, other: Finding) -> bool:
    """True where something hard says that these are two."""
    return (
        named_otherwise(one, other)
        or differ(one.programme, other.programme)
        or (bool(one.deadlines and other.deadlines) and not share_deadline(one, other))
        or numbers(one.title) != numbers(other.title)
        or far_apart(one, other, APART)
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


def far_apart(one: Finding, other: Finding, most: timedelta) -> bool:
    return bool(one.published and other.published) and abs(one.published - other.published) > most  # type: ignore[operator]


def share_deadline(one: Finding, other: Finding) -> bool:
    return bool(
        {deadline.at.date() for deadline in one.deadlines} & {deadline.at.date() for deadline in other.deadlines}
    )


ROMAN = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"])


@lru_cache(maxsize=FEW)
def numbers(title: str) -> frozenset[str]:
    """Years, parts, lots, rounds: titles that differ in one are of two things."""
    return frozenset(word for word in words(title) if not word.isalpha() or word in ROMAN)


def alike(one: Finding, other: Finding) -> str | None:
    """How alike the texts are, in words for the reason; None where they are not alike enough to be one."""
    here, there = in_order(one.title), in_order(other.title)
    if not titles_alike(here, there) or far_apart(one, other, APART_BY_TEXT):
        return None
    if numbered_otherwise(one.summary, other.summary):
        return None
    if here == there and says_all(one, other):
        return "the same title"
    if min(map(says, (one, other))) < FEWEST_WORDS:
        return None
    texts = common_beginning(in_order(one.summary), in_order(other.summary))
    if texts < LEAST_OF_TEXT or siblings(one, other, texts):
        return None
    return f"{round(100 * texts)} % of the words"


def titles_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Without this much, no text makes the two one: a quick look before all of an item is read."""
    return common_part(one, other) >= LEAST_OF_TITLE


def says(finding: Finding) -> int:
    """How many different words tell something."""
    return sum(map(telling, words(finding.title) | words(finding.summary)))


def says_all(one: Finding, other: Finding) -> bool:
    """Whether their one title is enough: it says much, both came in one week, and no text speaks against it."""
    shorter, longer = sorted((in_order(one.summary), in_order(other.summary)), key=len)
    close = one.published and other.published and not far_apart(one, other, DAYS_OF_ONE_TITLE)
    return bool(close) and sum(map(telling, words(one.title))) >= SAYS_ENOUGH and longer[: len(shorter)] == shorter


def numbered_otherwise(one: str, other: str) -> bool:
    """Each has a number that the other has not."""
    here, there = numbers(one), numbers(other)
    return bool(here - there) and bool(there - here)


def siblings(one: Finding, other: Finding, texts: float) -> bool:
    """Two of a kind, written after one pattern.

    Where the texts are the very same, the titles alone tell them apart: each has a word of its own, or the same in another
    order. Else it is a word of the title that is borne out by the text and foreign to the other: where the rest is nearly word
    for word the same, one such word is enough; else both must have their own.
    """
    if texts >= SAME_TEXT:
        return not one_within_the_other(in_order(one.title), in_order(other.title))
    own = [bool(own_words(*pair)) for pair in ((one, other), (other, one))]
    return any(own) if texts >= VERBATIM else all(own)


def own_words(one: Finding, other: Finding) -> frozenset[str]:
    return (words(one.title) & words(one.summary)) - words(other.title) - words(other.summary) - LITTLE


def one_within_the_other(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same title, or one with something put before or after it, such as the name of a site."""
    shorter, longer = sorted((one, other), key=len)
    if shorter == longer:
        return True
    says_much = sum(map(telling, shorter)) >= SAYS_ENOUGH
    return says_much and (longer[: len(shorter)] == shorter or longer[-len(shorter) :] == shorter)


@lru_cache(maxsize=FEW)
def in_order(text: str) -> tuple[str, ...]:
    return tuple(tokens.words(text))


def common_part(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The part of the longer that stands in the other in the same order."""
    # Loaded with the first comparison: most rounds bring nothing to compare.
    from rapidfuzz.distance import LCSseq

    longer = max(len(one), len(other))
    return LCSseq.similarity(one, other) / longer if longer else 0.0


def common_beginning(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The same for the shorter one and the beginning of the longer: a summary is often the first lines of another."""
    shorter, longer = sorted((one, other), key=len)
    return common_part(shorter, longer[: len(shorter) + len(shorter) // 10])


def shares(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard: the part of all words that both have."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0
