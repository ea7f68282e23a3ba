from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed


class AccountsConfig(AppConfig):
    name = "utblick.accounts"

    def ready(self) -> None:
        from allauth.mfa import signals as factor

        from utblick.accounts import middleware, sessions, tried, visiting

        user_logged_in.connect(sessions.begin)
        user_logged_in.connect(middleware.begin_at_home)
        user_logged_in.connect(tried.tell_let_in)
        user_login_failed.connect(tried.tell_refused)
        factor.authentication_failed.connect(tried.tell_step_refused)
        factor.authenticator_used.connect(sessions.renew_once_confirmed)
        for changed in (factor.authenticator_added, factor.authenticator_removed, factor.authenticator_reset):
            changed.connect(sessions.end_others)
        user_logged_out.connect(visiting.leave_at_log_out)
