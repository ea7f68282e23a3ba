"""What people decide about a disposal list: to take a row out, to approve it, to take that back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.journal import clock
from utblick.journal.models import Entry, record
from utblick.records.models import DisposalList, DisposalRow

Act, State = Entry.Act, DisposalList.State


class TooLate(ValidationError):
    """The list is not, or no longer, where this can be done."""

    @classmethod
    def told(cls) -> "TooLate":
        return cls(_("The list has come further since you opened the page. Nothing was changed."), code="too_late")


@transaction.atomic
def take_out(row: DisposalRow, *, reason: str) -> None:
    """Raises TooLate."""
    _locked(row.list, State.WAITING)
    _set(row, DisposalRow.Stop.TAKEN_OUT, reason)


@transaction.atomic
def put_back(row: DisposalRow) -> None:
    """Raises TooLate."""
    _locked(row.list, State.WAITING)
    if row.is_taken_out:
        _set(row, "", "")


@transaction.atomic
def approve(found: DisposalList, *, by: User, case_number: str) -> None:
    """Raises TooLate."""
    stored = _locked(found, State.WAITING)
    stored.state, stored.approved_by, stored.approved_at = State.APPROVED, by, clock.now()
    stored.case_number = case_number
    stored.save()


@transaction.atomic
def take_back(found: DisposalList) -> None:
    """The approval. Raises TooLate once the first record is gone."""
    stored = _locked(found, State.APPROVED)
    stored.state, stored.approved_by, stored.approved_at = State.WAITING, None, None
    stored.save()


@transaction.atomic
def put_aside(found: DisposalList) -> None:
    """The whole list: nothing in it is disposed of. Raises TooLate."""
    _locked(found, State.DRAWING, State.WAITING).withdraw()


def _locked(found: DisposalList, *states: str) -> DisposalList:
    stored = DisposalList.objects.locked(found.pk)
    if stored.state not in states or stored.withdrawn_at:
        raise TooLate.told()
    return stored


def _set(row: DisposalRow, stop: str, told: str) -> None:
    before = {"stop": row.stop, "told": row.told}
    row.stop, row.told = stop, told
    row.save()
    record(row, Act.CHANGED, before=before, after={"stop": stop, "told": told})
