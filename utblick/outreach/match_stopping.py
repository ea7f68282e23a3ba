"""Stopping the mails about what fits a local actor from the mail itself, without logging in, and letting them come again."""

from django.core import signing
from django.db import transaction
from django.urls import reverse

from utblick.actors.models import Representative
from utblick.tenancy import scope

SALT = "utblick.outreach.stop_matches"


def address_for(reader: Representative) -> str:
    token = signing.dumps([scope.municipality_id(), reader.pk], salt=SALT)
    return f"{scope.municipality().address}{reverse('private:stop_matches', args=[token])}"


def reader_of(token: str) -> Representative | None:
    """Whose mails the address stops; None for an address that is none of ours."""
    try:
        municipality, key = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Representative.objects.current().filter(pk=key).select_related("actor", "user")
    return rows.first() if municipality == scope.municipality_id() else None


@transaction.atomic
def set_unmailed(reader: Representative, unmailed: bool) -> None:
    """As the reader, so that the audit trail names whose wish it was. Said twice it is the same."""
    if reader.unmailed != unmailed:
        with scope.acting(scope.municipality(), reader.user):
            reader.unmailed = unmailed
            reader.save()
