from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "utblick.site"

    def ready(self) -> None:
        from utblick.campaigns.pages import TOLD_BY
        from utblick.site.reach.plain import plain

        TOLD_BY.append(plain)
