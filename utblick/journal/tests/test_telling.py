"""The audit trail in words."""

import pytest
from django.utils import translation

from utblick.journal.models import Entry
from utblick.journal.telling import tell


@pytest.mark.django_db
def test_changes_stand_in_the_order_of_the_objects_fields_whatever_order_the_database_keeps(here: object) -> None:
    after = {"gone_since": "x", "section": "41", "title": "Program", "adopted_by": "Kommunstyrelsen"}
    entry = Entry(act="changed", kind="goals.programme", object_id=1, label="Program", before={}, after=after)
    with translation.override("sv"):
        (told,) = tell([entry])
    assert [one.after for one in told.changes] == ["Kommunstyrelsen", "41", "Program", "x"]
