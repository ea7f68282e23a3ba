from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "utblick.accounts"

    def ready(self) -> None:
        from utblick.accounts import middleware, sessions

        user_logged_in.connect(sessions.begin)
        user_logged_in.connect(middleware.begin_at_home)
