"""Who holds which mandate on a day: asked of the organisation as it is now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from utblick.accounts.models import Membership, Unit, User
from utblick.mandates.models import Mandate


@dataclass
class Organisation:
    """The units with their heads, and everybody's roles; asked for once. Two queries."""

    units: dict[int, Unit] = field(default_factory=dict)
    roles: list[Membership] = field(default_factory=list)

    def head_of(self, unit: int | None) -> User | None:
        """None also where the head has left."""
        head = self.units[unit].head if unit in self.units else None
        return head if head and self.is_here(head) else None

    def is_here(self, user: User) -> bool:
        return user.is_active and any(one.user_id == user.pk for one in self.roles)

    def heads_above(self, unit: int | None) -> Iterator[User]:
        """The head of the unit and those above; a chair of a board is no head of its departments."""
        seen: set[int] = set()
        while unit in self.units and unit not in seen:
            seen.add(unit)
            if self.units[unit].kind != Unit.Kind.BOARD and (head := self.head_of(unit)):
                yield head
            unit = self.units[unit].parent_id

    def unit_of(self, user: int | None) -> int | None:
        """Where somebody works: of several units, the one of the oldest role."""
        return next((one.unit_id for one in self.roles if one.user_id == user and one.unit_id), None)


def organisation() -> Organisation:
    units = {one.pk: one for one in Unit.objects.current().select_related("head")}
    roles = Membership.objects.current().filter(user__is_active=True).select_related("user").order_by("pk")
    return Organisation(units, list(roles))


def holders(mandate: Mandate, unit: int | None, here: Organisation) -> list[User]:
    """Those who hold it in a matter of this unit, each once; nobody where the holder has left."""
    match mandate.holder:
        case Mandate.Holder.PERSON:
            found = [one.user for one in here.roles if one.user_id == mandate.person_id]
        case Mandate.Holder.ROLE:
            found = [
                one.user for one in here.roles if one.role == mandate.role and mandate.unit_id in (None, one.unit_id)
            ]
        case _ if mandate.unit_id:
            head = here.head_of(mandate.unit_id)
            found = [head] if head else []
        case _:
            found = list(here.heads_above(unit))
    return list({one.pk: one for one in found}.values())


def valid_on(day: date) -> list[Mandate]:
    return list(Mandate.objects.valid(day).select_related("body", "person", "unit").in_order())
