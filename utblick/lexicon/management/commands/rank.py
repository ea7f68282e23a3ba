from argparse import ArgumentParser, Namespace
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError

from utblick.lexicon import ranking
from utblick.lexicon.vocabulary import UnreadableVocabulary


class Command(BaseCommand):
    help = "Rank documents for queries across languages, without a database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        ranking.arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            ranking.run(Namespace(**options), cast(TextIO, self.stdout))
        except (ranking.UnreadableRow, UnreadableVocabulary, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
