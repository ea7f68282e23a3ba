from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "utblick.accounts"
