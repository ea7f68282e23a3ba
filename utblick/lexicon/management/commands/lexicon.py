from argparse import ArgumentParser, Namespace
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError

from utblick.lexicon import making
from utblick.lexicon.adding import NotAdded
from utblick.lexicon.vocabulary import UnreadableVocabulary


class Command(BaseCommand):
    help = "Learn from official vocabularies what words mean across languages."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        making.arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            making.run(Namespace(**options), cast(TextIO, self.stdout))
        except (UnreadableVocabulary, NotAdded, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
