"""A database of one's own for a benchmark: SQLite in a folder that goes away, or an empty one beside DATABASE_URL's."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def scratch_database() -> Iterator[None]:
    """Sets Django up on an empty, migrated database. One benchmark a process: Django is set up once."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "utblick.config.settings")
        os.environ.update({"UTBLICK_DATA": folder, "UTBLICK_DEBUG": "1"})
        import django
        from django.test.utils import setup_databases, setup_test_environment, teardown_databases

        django.setup()
        setup_test_environment(debug=False)
        databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
        try:
            yield
        finally:
            teardown_databases(databases, verbosity=0)
