import pytest

pytest.register_assert_rewrite("utblick.demo.tests.wholeness")
