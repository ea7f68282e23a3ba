from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "utblick.outreach"
