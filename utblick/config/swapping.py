"""Which models may be swapped for another is asked once, as Django means it to be.

Django keeps the answer for all registries of models in one place, and every model that a migration draws empties it: a new
installation asked all models 70,000 times, a quarter of its migrating.
"""

from functools import cache, partial

from django.apps import apps
from django.apps.registry import Apps


def remember() -> None:
    asked = Apps.get_swappable_settings_name.__wrapped__  # type: ignore[attr-defined]
    # The cache is emptied as ever when the installed apps themselves change.
    apps.get_swappable_settings_name = cache(partial(asked, apps))  # type: ignore[method-assign]
