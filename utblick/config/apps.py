from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "utblick.config"

    def ready(self) -> None:
        from utblick.config import checks, swapping  # noqa: F401

        swapping.remember()
