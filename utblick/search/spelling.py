"""What was probably meant by a word that stands nowhere: a word of the index that differs by one letter.

One letter too many, too few, another, or two that changed places. Such a fault leaves one half of the word as it was, so what
has the same first or last half is all that must be compared. Or each å, ä, ö and é was typed as the letter without its mark.
"""

from collections.abc import Iterator
from itertools import batched, product
from math import prod

from django.db import connection, transaction
from django.db.models import Q
from rapidfuzz.distance import OSA

from utblick import lexicon
from utblick.lexicon import tokens
from utblick.search.models import Word
from utblick.search.wording import MOST_WORDS

SHORTEST = 4
"""Shorter words have too many neighbours."""
SHORTEST_PART = 5
"""Of a compound: among shorter ones are too many that it does not consist of."""
LONGEST = 60
COMPARED = 15_000
BARE = {"a": "aåä", "o": "oö", "e": "eé"}
MOST_MARKED = 400
A_BATCH = 10_000


def learn() -> int:
    """Take down which stems the index holds, and in how many rows; returns how many there are. It reads the whole index."""
    holds = (
        "SELECT term, doc FROM search_terms"
        if connection.vendor == "sqlite"
        else ("SELECT word, ndoc FROM ts_stat('SELECT stems FROM search_row')")
    )
    learnt = 0
    with transaction.atomic(), connection.cursor() as cursor:
        Word.objects.all().delete()
        cursor.execute(holds)
        words = (word_of(stem, rows) for stem, rows in cursor.fetchall() if _is_word(stem))
        for some in batched(words, A_BATCH, strict=False):
            learnt += len(Word.objects.bulk_create(some))
    return learnt


def mended(query: str, language: str = "sv") -> str:
    """The query with each unknown word as the one most used among those that differ by a letter; empty where there is none."""
    words = tokens.words(query)[:MOST_WORDS]
    stems = {word: _stems(word, language) for word in words if len(word) >= SHORTEST}
    every = [stem for some in stems.values() for stem in some]
    known = set(Word.objects.filter(stem__in=every).values_list("stem", flat=True)) if every else set()
    told = []
    for word in words:
        unknown = word in stems and known.isdisjoint(stems[word])
        if not (meant := _likely(word, stems[word], language) if unknown else word):
            return ""
        told.append(meant)
    return " ".join(told) if told != words else ""


def _stems(word: str, language: str) -> set[str]:
    return {word, *lexicon.engine().stems(word, language)[:1], *lexicon.engine().stems(word, "en")[:1]}


def word_of(stem: str, rows: int) -> Word:
    head, tail = halves(stem, len(stem))
    return Word(stem=stem, rows=rows, head=head, tail=tail)


def halves(stem: str, length: int) -> tuple[str, str]:
    """What a word of this length has first and last if it is like this stem, with the length before."""
    half = (length - 1) // 2
    return f"{length}{stem[:half]}", f"{length}{stem[-half:]}"


def _is_word(stem: str) -> bool:
    return SHORTEST <= len(stem) <= LONGEST and stem.isalpha()


def _likely(word: str, stems: set[str], language: str) -> str:
    """What an unknown word stands for; empty where there is nothing near it."""
    if marked := _with_marks(word, language):
        return marked
    # The index holds stems, and a misspelt ending keeps the stemmer from finding where the stem ends.
    ways = [[stem for stem in way if len(stem) >= SHORTEST] for way in (stems, {word[:-1]}, {word[:-2]})]
    alike = _half_alike({stem for way in ways for stem in way})
    for way in ways:
        near = [one for one in alike if any(OSA.distance(one.stem, stem, score_cutoff=1) <= 1 for stem in way)]
        if near:
            return max(near, key=lambda one: one.rows).stem
    return _of_parts(word, language)


def _of_parts(word: str, language: str) -> str:
    """A compound that stands nowhere, with its faulty part as it stands; empty where no part is known, or both are."""
    within = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1) if len(word) <= LONGEST else ()
    splits = [(word[:at], word[at:]) for at in within]
    stems = {part: _stems(part, language) for parts in splits for part in parts}
    every = {stem for some in stems.values() for stem in some}
    standing = set(Word.objects.filter(stem__in=every).values_list("stem", flat=True)) if every else set()
    known = {part for part, some in stems.items() if not standing.isdisjoint(some)}
    faulty = [(head, tail) for head, tail in splits if (head in known) != (tail in known)]
    if not faulty or any(head in known and tail in known for head, tail in splits):
        return ""
    alike = _half_alike({part.removesuffix("s") for parts in faulty for part in parts if part not in known})
    found = [told for head, tail in faulty for told in _put_together(head, tail, alike, head_is_known=head in known)]
    return max(found, default=(0, 0, ""))[2]


def _put_together(head: str, tail: str, alike: list[Word], *, head_is_known: bool) -> Iterator[tuple[int, int, str]]:
    """The whole words that it may be, each after how long its known part is and how often the other is used."""
    joint = "" if head_is_known or not head.endswith("s") else "s"
    part = tail if head_is_known else head.removesuffix("s")
    for one in alike:
        if OSA.distance(one.stem, part, score_cutoff=1) <= 1:
            whole = f"{head}{one.stem}" if head_is_known else f"{one.stem}{joint}{tail}"
            yield len(head if head_is_known else tail), one.rows, whole


def _with_marks(word: str, language: str) -> str:
    """What a word typed on a keyboard without å, ä, ö and é stands for, by the one most used; empty where it stands for none."""
    spots = [BARE.get(letter, letter) for letter in word]
    if prod(map(len, spots)) > MOST_MARKED:
        return ""
    meant = {"".join(letters) for letters in product(*spots)}
    stems = {stem for one in meant for stem in (one, *lexicon.engine().stems(one, language)[:1])}
    found = Word.objects.filter(stem__in=stems).order_by("-rows", "stem").first()
    return found.stem if found else ""


def _half_alike(stems: set[str]) -> list[Word]:
    """The words with the same first or last half as one of these."""
    near = [halves(stem, length) for stem in stems for length in range(len(stem) - 1, len(stem) + 2)]
    heads, tails = zip(*near, strict=True) if near else ((), ())
    return list(Word.objects.filter(Q(head__in=heads) | Q(tail__in=tails))[:COMPARED])
