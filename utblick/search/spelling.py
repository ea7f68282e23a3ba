"""What was probably meant by a word that stands nowhere: a word of the index that differs by one letter.

One letter too many, too few, another, or two that changed places. Such a fault leaves one half of the word as it was, so what
has the same first or last half is all that must be compared.
"""

from itertools import batched

from django.db import connection, transaction
from django.db.models import Q
from rapidfuzz.distance import OSA

from utblick import lexicon
from utblick.lexicon import tokens
from utblick.search.models import Word
from utblick.search.wording import MOST_WORDS

SHORTEST = 4
"""Shorter words have too many neighbours."""
LONGEST = 60
COMPARED = 5_000
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
    told = [_known_or_near(word, language) for word in words]
    return " ".join(told) if all(told) and told != words else ""


def word_of(stem: str, rows: int) -> Word:
    head, tail = halves(stem, len(stem))
    return Word(stem=stem, rows=rows, head=head, tail=tail)


def halves(stem: str, length: int) -> tuple[str, str]:
    """What a word of this length has first and last if it is like this stem, with the length before."""
    half = (length - 1) // 2
    return f"{length}{stem[:half]}", f"{length}{stem[-half:]}"


def _is_word(stem: str) -> bool:
    return SHORTEST <= len(stem) <= LONGEST and stem.isalpha()


def _known_or_near(word: str, language: str) -> str:
    stems = {word, *lexicon.engine().stems(word, language)[:1], *lexicon.engine().stems(word, "en")[:1]}
    if len(word) < SHORTEST or Word.objects.filter(stem__in=stems).exists():
        return word
    # The index holds stems, and a misspelt ending keeps the stemmer from finding where the stem ends.
    for tried in [stems, {word[:-1]}, {word[:-2]}]:
        if near := [one for stem in tried for one in _near(stem)]:
            return max(near, key=lambda one: one.rows).stem
    return ""


def _near(stem: str) -> list[Word]:
    if len(stem) < SHORTEST:
        return []
    heads, tails = zip(*(halves(stem, length) for length in range(len(stem) - 1, len(stem) + 2)), strict=True)
    found = Word.objects.filter(Q(head__in=heads) | Q(tail__in=tails))
    return [one for one in found[:COMPARED] if OSA.distance(one.stem, stem, score_cutoff=1) <= 1]
