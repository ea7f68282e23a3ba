"""Which targets of Agenda 2030 there are."""

import pytest
from django.core.exceptions import ValidationError

from utblick.goals.agenda import TARGETS, targets_in


def test_there_are_169() -> None:
    assert len(TARGETS) == 169


def test_they_are_read_each_once_and_one_that_there_is_not_is_named() -> None:
    assert targets_in("8.9, 12.b 8.9") == ["8.9", "12.b"]
    assert targets_in("") == []
    with pytest.raises(ValidationError, match=r"17\.99, 4\.d"):
        targets_in("4.7, 17.99, 4.d")
