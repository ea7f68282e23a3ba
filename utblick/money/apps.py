from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "utblick.money"
