from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "utblick.journal"
