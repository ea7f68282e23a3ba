"""`python -m utblick.lexicon rank ...` and `python -m utblick.lexicon lexicon build`."""

import sys
from argparse import ArgumentParser

from . import making, ranking
from .vocabulary import UnreadableVocabulary


def main() -> int:
    parser = ArgumentParser(prog="utblick.lexicon")
    verbs = parser.add_subparsers(dest="verb", required=True)
    ranking.arguments(verbs.add_parser("rank"))
    making.arguments(verbs.add_parser("lexicon"))
    options = parser.parse_args()
    try:
        (ranking if options.verb == "rank" else making).run(options, sys.stdout)
    except (ranking.UnreadableRow, UnreadableVocabulary, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
