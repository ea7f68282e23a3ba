from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "utblick.campaigns"
