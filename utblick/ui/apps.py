from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "utblick.ui"
