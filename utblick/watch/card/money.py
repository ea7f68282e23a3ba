"""What an item gives: for one project, and in all. Unknown is empty."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext

from utblick.watch.card.wording import amount, range_of
from utblick.watch.models import Item


def money_of(item: Item) -> str:
    """The grant or, failing that, the pot: for a list."""
    return grant_of(item) or pot_of(item, None)


def grant_of(item: Item) -> str:
    """What one project may receive."""
    least, most = item.grant_min, item.grant_max
    if least and most:
        return per_project([least, most], item.currency)
    if most:
        return per_project([most], item.currency)
    return gettext("at least %(amount)s per project") % {"amount": amount(least, item.currency)} if least else ""


def per_project(sums: Sequence[Decimal], currency: str) -> str:
    """From and to, or at most."""
    if len(sums) == 1:
        return gettext("up to %(amount)s per project") % {"amount": amount(sums[0], currency)}
    least, most = sums
    told = amount(most, currency) if least == most else range_of(least, most, currency)
    return gettext("%(amount)s per project") % {"amount": told}


def pot_of(item: Item, grants: int | None) -> str:
    """What there is in all, and for how many."""
    if not item.budget:
        return ""
    total = amount(item.budget, item.currency)
    if item.kind == Item.Kind.TENDER:
        return gettext("estimated value %(amount)s") % {"amount": total}
    if grants and item.grant_max and item.grant_max * grants < item.budget / 2:
        grants = None  # the pot is shared with others: the two figures are not of one thing
    if grants == 1:
        return gettext("%(amount)s in all, for one project") % {"amount": total}
    if grants:
        return gettext("%(amount)s in all, for about %(grants)s projects") % {"amount": total, "grants": grants}
    return gettext("%(amount)s in all") % {"amount": total}
