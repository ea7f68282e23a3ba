"""Whose inbox is shown, and all of a narrowed list as one: what is on its other pages too is decided on in one go."""

from collections.abc import Collection
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.accounts.roles import UserRequest
from utblick.ui.asking import LARGEST_KEY
from utblick.ui.toasts import toast
from utblick.watch.answering import units_of
from utblick.watch.forms import InboxFilter
from utblick.watch.forms.filters import ANSWERED, ASKED
from utblick.watch.models import InboxItem
from utblick.watch.together import AT_MOST
from utblick.watch.whose import ALL, UNIT, whose


def whose_inbox(user: User, asked: QueryDict) -> str:
    """What is asked of somebody, or answered, is theirs whatever the unit."""
    if asked.get("state") in (ASKED, ANSWERED):
        return ALL
    return whose(user, asked.get("whose", ""))


def places_of(units: Collection[int]) -> Any:
    """These units' part of the inbox, or without units all of it; best first."""
    return InboxItem.objects.ranked_for(units) if units else InboxItem.objects.ranked()


def newest() -> int | None:
    """The newest place of the inbox: what comes later is not decided on unseen."""
    return InboxItem.objects.order_by("-pk").values_list("pk", flat=True).first()


def ticked(request: UserRequest) -> QueryDict:
    """What the list was sent with; where all of it was ticked, with what waits on its other pages as well, the best `AT_MOST`."""
    last = request.POST.get("all", "")
    if not last.isdecimal() or int(last) > LARGEST_KEY:
        return request.POST
    asked = QueryDict(request.POST.get("narrowed", ""))
    form = InboxFilter(asked)
    if not form.is_valid():
        return request.POST
    units = units_of(request.user) if whose_inbox(request.user, asked) == UNIT else set()
    rows = form.apply(places_of(units)).undecided().filter(pk__lte=int(last))
    count, answers = rows.count(), request.POST.copy()
    if count > AT_MOST:
        words = {"count": AT_MOST, "all": count}
        toast(request, _("The %(count)s best of %(all)s were taken. Decide once more for the rest.") % words)
    answers.setlist("items", [f"{item}" for item in rows.values_list("item_id", flat=True)[:AT_MOST]])
    return answers
