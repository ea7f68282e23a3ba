from django.apps import AppConfig


class WrittenConfig(AppConfig):
    name = "utblick.site.written"
    label = "written"

    def ready(self) -> None:
        from utblick.campaigns.pages import TOLD_BY
        from utblick.site.written import noticing, owning, reviewing, searching
        from utblick.site.written.reach import written

        TOLD_BY.append(written)
        owning.scope_every_page()
        owning.index_at_once()
        noticing.listen()
        searching.listen()
        reviewing.listen()
