"""What a local actor is asked about an item, by mail to those who log in for it: once to each, while the answer has not come.

Also to those who want no mail of what fits: this is written to them. It waits a little, so that it can be taken back.
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db.models import Exists, F, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from utblick.actors.models import Representative
from utblick.journal.mailing import in_turn
from utblick.outreach.models import QuestionMail
from utblick.outreach.unfolded import Unfolded
from utblick.tenancy import scope
from utblick.ui.lines import one_line
from utblick.watch.models import ActorQuestion

TO_THINK_AGAIN = timedelta(minutes=2)
"""How long a question can be taken back before its mail goes."""


def send_all(now: datetime) -> int:
    """For every municipality. Returns how many people got mail."""
    with scope.everywhere():
        _make(now)
        told = QuestionMail.objects.waiting(now).filter(question__withdrawn_at=None, question__answered_at=None)
        here = told.filter(reader__withdrawn_at=None, reader__user__is_active=True)
        mails = list(
            here.select_related("municipality", "reader__user", "reader__actor", "question__item", "question__asked_by")
            .defer("question__item__body", "question__item__facts")
            .order_by("pk")
        )
    return in_turn(lambda mail: _send(mail, now), mails)


def _make(now: datetime) -> None:
    """The rows of mails to those who have not been written to about a question that waits."""
    written = QuestionMail.objects.filter(question=OuterRef("pk"), reader=OuterRef("actor__representatives"))
    waiting = ActorQuestion.objects.waiting().filter(created_at__lte=now - TO_THINK_AGAIN, actor__withdrawn_at=None)
    readers = waiting.filter(actor__representatives__withdrawn_at=None, actor__representatives__user__is_active=True)
    rows = readers.filter(~Exists(written)).order_by().values_list("municipality", "pk", F("actor__representatives"))
    mails = [QuestionMail(municipality_id=place, question_id=one, reader_id=reader) for place, one, reader in rows]
    QuestionMail.objects.bulk_create(mails, ignore_conflicts=True)


def _send(mail: QuestionMail, now: datetime) -> bool:
    reader: Representative = mail.reader
    with scope.acting(mail.municipality, reader.user), translation.override(reader.user.language):
        return mail.send(lambda: _message(mail, reader), now)


def _message(mail: QuestionMail, reader: Representative) -> Unfolded:
    here, asked = scope.municipality(), mail.question
    path = reverse("watch:own_question", args=[asked.pk])
    context: dict[str, Any] = {
        "municipality": here, "actor": reader.actor, "asked": asked, "item": asked.item,
        "address": f"{here.address}{path}",
        "log_in": f"{here.address}{reverse('ask_for_link')}?{urlencode({'next': path})}",
    }  # fmt: skip
    message_id = f"<question-mail-{mail.pk}@{urlsplit(here.address).hostname}>"
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    subject = one_line(
        _("%(place)s asks %(actor)s: %(item)s") % {"place": here, "actor": reader.actor, "item": asked.item}
    )
    text = render_to_string("outreach/mail/question.txt", context)
    message = Unfolded(subject, text, to=[reader.user.email], headers=headers)
    message.attach_alternative(render_to_string("outreach/mail/question.html", context), "text/html")
    return message
