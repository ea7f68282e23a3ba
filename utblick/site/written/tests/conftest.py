from utblick.site.tests.conftest import hidden, shown

__all__ = ["hidden", "shown"]
