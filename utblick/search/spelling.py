"""What was probably meant by a word that stands nowhere: a word of the index that differs by one letter.

One letter too many, too few, another, or two that changed places. Such a fault leaves one half of the word as it was, so what
has the same first or last half is all that must be compared. Or each å, ä, ö and é was typed as the letter without its mark.
"""

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
    return ""


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
