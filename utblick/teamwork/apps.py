from django.apps import AppConfig


class TeamworkConfig(AppConfig):
    name = "utblick.teamwork"

    def ready(self) -> None:
        from utblick.accounts import roles
        from utblick.teamwork import context  # models are known only now

        roles.BESIDE |= {context.OPEN: context.count_open, context.ALL: context.count_all}
