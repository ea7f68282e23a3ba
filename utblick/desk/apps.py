from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "utblick.desk"

    def ready(self) -> None:
        from utblick.desk import at_once  # noqa: F401 – it listens
