from django.apps import AppConfig


class FinderConfig(AppConfig):
    name = "utblick.finder"
