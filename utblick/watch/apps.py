from importlib import import_module

from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "utblick.watch"

    def ready(self) -> None:
        import_module("utblick.watch.checks")
