"""What comes to the meetings of those who decide: on a phone, two minutes before."""

from datetime import date

from utblick.accounts.models import Role, User
from utblick.accounts.roles import memberships
from utblick.initiatives.models import Gate, Initiative

SHOWN = 5


def decides(user: User) -> bool:
    """Whether the reader comes to decide at meetings, and not to work through the inbox."""
    return any(one.role == Role.DECISION_MAKER for one in memberships(user))


def matters(user: User, today: date) -> list[Gate]:
    """The next matters of the reader's own bodies; of all bodies for a reader without one. One query."""
    bodies = {one.unit_id for one in memberships(user) if one.role == Role.DECISION_MAKER} - {None}
    rows = Gate.objects.left().filter(
        initiative__status__in=Initiative.BEFORE_DEADLINE, meeting__held_on__gte=today, meeting__withdrawn_at=None
    )
    own = rows.filter(body__in=bodies) if bodies else rows
    return list(own.select_related("initiative", "body", "meeting").order_by("meeting__held_on", "pk")[:SHOWN])
