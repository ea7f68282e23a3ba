from django.template import engines
from django.template.backends.django import DjangoTemplates

from utblick.operate import loading


def test_templates_of_ours_are_loaded_without_asking_the_database_which_may_be_away() -> None:
    # No database fixture: pytest-django fails the test if a query is made.
    loading.load()

    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    [kept] = engine.engine.template_loaders
    assert {"desk/home.html", "ui/page.html", "watch/attention.html"} <= kept.get_template_cache.keys()
