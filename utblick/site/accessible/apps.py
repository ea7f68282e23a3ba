from django.apps import AppConfig


class AccessibleConfig(AppConfig):
    name = "utblick.site.accessible"
    label = "accessible"
