"""The newsletter that a page is about."""

from django.shortcuts import get_object_or_404

from utblick.outreach.models import Digest


def digest_of(pk: int) -> Digest:
    return get_object_or_404(Digest.objects.current().select_related("audience"), pk=pk)


def draft_of(pk: int) -> Digest:
    """One that can still be changed; what is sent, or to be sent, is changed by nobody."""
    return get_object_or_404(Digest.objects.current().filter(send_at=None), pk=pk)
