from django.apps import AppConfig


class WrittenConfig(AppConfig):
    name = "utblick.site.written"
    label = "written"

    def ready(self) -> None:
        from utblick.site.written import noticing, owning

        owning.scope_every_page()
        owning.index_at_once()
        noticing.listen()
