"""Log-in by a mailed link, for who has no other role than local actor.

Who works here logs in with a password or a passkey, and a second factor where that is asked for: a mailbox alone opens nothing
of the municipality's.
"""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from utblick.accounts.models import LogInLink, Membership, Role, User
from utblick.tenancy import scope

SALT = "utblick.accounts.links"
BY_LINK = "link"
"""The method of a log-in by such a link, as it is recorded in the session."""
FORGOTTEN_AFTER = timedelta(days=2)
"""Until then an old link says what became of it."""


def holder(email: str) -> User | None:
    """Who logs in by a link to this address."""
    roles = Membership.objects.current()
    other = roles.exclude(role=Role.LOCAL_ACTOR).values("user")
    known = User.objects.filter(email__iexact=email, is_active=True, is_operator=False)
    return known.filter(pk__in=roles.filter(role=Role.LOCAL_ACTOR).values("user")).exclude(pk__in=other).first()


def mail_link(user: User, now: datetime, leads_to: str = "") -> None:
    """`leads_to` is the page of ours that is opened then; without it the actor's own. Raises what the mail server raises."""
    LogInLink.objects.filter(made_at__lt=now - FORGOTTEN_AFTER).delete()
    link = LogInLink.objects.create(user=user)
    with translation.override(user.language):
        link.send(lambda: _letter(link, leads_to), now)


def _letter(link: LogInLink, leads_to: str) -> EmailMessage:
    here = scope.municipality()
    path = reverse("open_log_in_link", args=[signing.dumps([here.pk, link.pk], salt=SALT)])
    then = f"?{urlencode({'next': leads_to})}" if leads_to else ""
    context = {"municipality": here, "link": f"{here.address}{path}{then}"}
    return EmailMessage(
        subject=_("Log in to %(municipality)s") % {"municipality": here},
        body=render_to_string("accounts/mail/log_in_link.txt", context),
        to=[link.user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def found(token: str) -> LogInLink | None:
    """The link with this address; None for what is none of ours, and for what is forgotten."""
    try:
        municipality, key = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = LogInLink.objects.filter(pk=key).select_related("user")
    return rows.first() if municipality == scope.municipality_id() else None


@transaction.atomic
def use(link: LogInLink) -> bool:
    """Whether it was still open; it is no more after this. Two at once: the first."""
    now = timezone.now()
    stored = LogInLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    is_theirs = holder(link.user.email) == link.user
    if not stored.is_open(now) or not is_theirs:
        return False
    return bool(LogInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now))
