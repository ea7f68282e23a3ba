from django.apps import AppConfig


class MandatesConfig(AppConfig):
    name = "utblick.mandates"
