from django.apps import AppConfig


class LexiconConfig(AppConfig):
    name = "utblick.lexicon"
