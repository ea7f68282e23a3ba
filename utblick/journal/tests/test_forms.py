import pytest

from utblick.accounts.models import Unit
from utblick.accounts.tests.make import make_unit
from utblick.journal.forms import RecordedForm

pytestmark = pytest.mark.django_db


class UnitForm(RecordedForm[Unit]):
    class Meta:
        model = Unit
        fields = ["name"]


def test_a_form_opened_before_somebody_elses_save_is_told_and_keeps_its_text(here: object) -> None:
    unit = make_unit("Först")
    opened_at = unit.revision
    unit.name = "Den andras"
    unit.save()

    form = UnitForm({"name": "Min", "revision": opened_at}, instance=Unit.objects.get(pk=unit.pk))

    assert not form.is_valid()
    assert form.non_field_errors()
    assert form["name"].value() == "Min"
    assert Unit.objects.get(pk=unit.pk).name == "Den andras"


def test_saving_again_after_being_told_goes_through(here: object) -> None:
    unit = make_unit("Först")
    unit.name = "Den andras"
    unit.save()
    told = UnitForm({"name": "Min", "revision": 1}, instance=Unit.objects.get(pk=unit.pk))
    assert not told.is_valid()

    again = UnitForm({"name": "Min", "revision": told["revision"].value()}, instance=Unit.objects.get(pk=unit.pk))

    assert again.is_valid()
    assert again.save_or_tell() is not None
    assert Unit.objects.get(pk=unit.pk).name == "Min"
