from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "utblick.desk"
