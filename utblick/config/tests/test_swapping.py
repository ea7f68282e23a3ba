from django.apps import apps
from django.db.migrations.state import StateApps


def test_what_a_migration_draws_does_not_make_every_model_be_asked_again() -> None:
    asked = apps.get_swappable_settings_name
    assert asked("accounts.User") == "AUTH_USER_MODEL"
    StateApps([], {})
    assert asked.cache_info().currsize  # type: ignore[attr-defined]
    apps.clear_cache()
    assert not asked.cache_info().currsize  # type: ignore[attr-defined]
