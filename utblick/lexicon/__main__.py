"""`python -m utblick.lexicon rank ...` and `python -m utblick.lexicon lexicon build`."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from . import adding, making, model, ranking, reading, references
from .vocabulary import UnreadableVocabulary


def main() -> int:
    parser = ArgumentParser(prog="utblick.lexicon")
    verbs = parser.add_subparsers(dest="verb", required=True)
    ranking.arguments(verbs.add_parser("rank"))
    making.arguments(verbs.add_parser("lexicon"))
    learn = verbs.add_parser("learn", help="what the engine calls when a model is not learnt yet")
    learn.add_argument("cache", type=Path)
    learn.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    try:
        if options.verb == "learn":
            model.learnt(options.files, options.cache)
            references.of(reading.engine(tuple(options.files), options.cache))
        else:
            (ranking if options.verb == "rank" else making).run(options, sys.stdout)
    except (ranking.UnreadableRow, UnreadableVocabulary, adding.NotAdded, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
