import pytest

from utblick.accounts.models import Municipality
from utblick.site.tests.make import Shown, make_hidden, make_shown


@pytest.fixture
def shown(here: Municipality) -> Shown:
    """One of everything that is published."""
    return make_shown()


@pytest.fixture
def hidden(shown: Shown) -> None:
    """And around it what is not."""
    make_hidden(shown)
