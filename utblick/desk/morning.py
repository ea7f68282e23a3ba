"""The morning mail: what waits and what is soon due, to those who asked for it, once a day and only when there is something.

Who has not asked for it is mailed all the same when somebody asks something of the very person; such notices are switched off by
their kind, like all others.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.accounts.models import Membership, Municipality, User
from utblick.accounts.roles import ROLES
from utblick.desk.due import Due, due
from utblick.desk.mine import soon
from utblick.journal.mailing import refusals_last
from utblick.outreach.models import MorningMail
from utblick.teamwork.finding import named, titles
from utblick.teamwork.models import Notice
from utblick.tenancy import scope
from utblick.watch.models import InboxItem
from utblick.watch.whose import part_of

READERS = [role for role, granted in ROLES.items() if "desk.view" in granted]
DUE_WITHIN = 14  # days
DATES, LOOKED_AT = 12, 60  # in each list of dates, and how many are asked for: what has passed comes first there
BEST = 5
NOTICES = 30  # in one mail; the rest comes the next morning


@dataclass(frozen=True, slots=True)
class Letter:
    """What one reader is told: the notices, what closes undecided, how many are new in the own part of the inbox, the best of
    them, what is soon due, and what has passed and still waits."""

    notices: list[tuple[Notice, str]]
    closing: list[InboxItem]
    new: int
    best: list[InboxItem]
    due: list[Due]
    passed: list[Due]

    @property
    def subject(self) -> str:
        told = []
        if self.notices:
            count = len(self.notices)
            told.append(ngettext("%(count)s notice", "%(count)s notices", count) % {"count": count})
        if self.closing:
            count = len(self.closing)
            closes = ngettext("%(count)s closes undecided", "%(count)s close undecided", count)
            told.append(closes % {"count": count})
        if self.new:
            told.append(
                ngettext("%(count)s new in the inbox", "%(count)s new in the inbox", self.new) % {"count": self.new}
            )
        if self.due:
            count = len(self.due)
            told.append(ngettext("%(count)s thing soon due", "%(count)s things soon due", count) % {"count": count})
        if self.passed:
            count = len(self.passed)
            told.append(ngettext("%(count)s date has passed", "%(count)s dates have passed", count) % {"count": count})
        return ", ".join(told)


def letter_to(user: User, now: datetime) -> Letter | None:
    """What the running municipality has for this reader since yesterday morning; None where there is nothing to tell."""
    unmailed = Notice.objects.of(user).unmailed()
    if not user.morning_mail:
        asked = _notices(unmailed.asking(now))
        return Letter(asked, [], 0, [], [], []) if asked else None
    waiting = part_of(user).undecided().open(now)
    since = now - timedelta(days=3 if timezone.localtime(now).weekday() == 0 else 1)
    new = waiting.filter(arrived_at__gt=since)
    best = new.select_related("item").defer("item__body", "item__facts")
    told = _notices(unmailed)
    # Those that are left of what was told yesterday are told again: this is the alarm.
    closing = list(InboxItem.objects.urgent(now).open(now).order_by("deadline", "pk").select_related("item")[:NOTICES])
    dates = _due(user, timezone.localdate(now), told)
    soonest, passed = [one for one in dates if not one.passed][:DATES], [one for one in dates if one.passed][-DATES:]
    letter = Letter(told, closing, new.count(), list(best[:BEST]), soonest, passed)
    return letter if any([told, closing, letter.new, soonest, passed]) else None


def _notices(notices: "QuerySet[Notice]") -> list[tuple[Notice, str]]:
    """The oldest first. Of what has been withdrawn meanwhile nothing is told."""
    rows = notices.select_related("by", "task", "comment").order_by("pk")[:NOTICES]
    return [(one, of) for one, of in named(rows) if of and one.stands]


def _due(user: User, today: date, told: list[tuple[Notice, str]]) -> list[Due]:
    """What is due for everyone, and the reader's own tasks; without the dates that the notices of the same mail tell."""
    dates = {(notice.day, notice.address) for notice, _of in told}
    tasks = soon(user, today, DUE_WITHIN)
    called = titles(tasks)
    own = [
        Due(task.due_on, "task", _("Task"), task.title, task.get_absolute_url(), task.due_on < today)  # type: ignore[arg-type]
        for task in tasks
        if task.due_on and task.key in called
    ]
    rows = [*due(today, user=user, days=DUE_WITHIN, most=LOOKED_AT), *own]
    return sorted((one for one in rows if (one.on, one.url) not in dates), key=lambda one: one.on)


def send_all(now: datetime) -> int:
    """Send what has not been sent today, for every municipality. Returns how many mails went out."""
    with scope.everywhere():
        asked = (
            Notice.objects.unmailed().asking(now).filter(user=OuterRef("user"), municipality=OuterRef("municipality"))
        )
        members = Membership.objects.current().filter(role__in=READERS, user__is_active=True)
        wanted = members.filter(Q(user__morning_mail=True) | Exists(asked))
        pairs = list(wanted.select_related("user", "municipality").order_by("municipality", "user"))
    readers = {(one.municipality_id, one.user_id): one for one in pairs}
    return refusals_last(lambda one: _send(one.municipality, one.user, now), readers.values())


def _send(municipality: Municipality, user: User, now: datetime) -> bool:
    with scope.acting(municipality, user), translation.override(user.language):
        row, _is_new = MorningMail.objects.get_or_create(user=user, day=timezone.localdate(now))
        mail = MorningMail.objects.waiting(now).filter(pk=row.pk).first()
        letter = letter_to(user, now) if mail else None
        if mail is None or letter is None:
            return False
        told = Notice.objects.filter(pk__in=[notice.pk for notice, _of in letter.notices])
        return mail.send(
            lambda: _message(municipality, user, letter), now, also=lambda: told.update(mailed_at=timezone.now())
        )


def _message(municipality: Municipality, user: User, letter: Letter) -> EmailMultiAlternatives:
    address = municipality.address
    context: dict[str, Any] = {"municipality": municipality, "user": user, "letter": letter, "address": address}
    message = EmailMultiAlternatives(
        subject=f"{_('Utblick')}: {letter.subject}",
        body=render_to_string("desk/mail/morning.txt", context),
        to=[user.email],
        # An account's page, not a one-click address: the mail is the reader's own setting.
        headers={"List-Unsubscribe": f"<{address}/members/me/>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("desk/mail/morning.html", context), "text/html")
    return message
