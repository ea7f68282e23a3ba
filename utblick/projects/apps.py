from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "utblick.projects"
