from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out


class AccountsConfig(AppConfig):
    name = "utblick.accounts"

    def ready(self) -> None:
        from utblick.accounts import middleware, sessions, visiting

        user_logged_in.connect(sessions.begin)
        user_logged_in.connect(middleware.begin_at_home)
        user_logged_out.connect(visiting.leave_at_log_out)
