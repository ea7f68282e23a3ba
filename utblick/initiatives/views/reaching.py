"""What every page that changes something first asks for: an initiative that the reader may change."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from utblick.accounts.roles import UserRequest
from utblick.initiatives.models import Initiative, Part


def own(request: UserRequest, pk: int, *, withdrawn: bool = False) -> Initiative:
    """404 where there is none; 403 where it is another unit's and the reader an officer."""
    rows = Initiative.objects.exclude(withdrawn_at=None) if withdrawn else Initiative.objects.current()
    found = get_object_or_404(rows, pk=pk)
    check(request, found)
    return found


def own_part[P: Part](request: UserRequest, kind: type[P], pk: int, *, withdrawn: bool = False) -> P:
    """A part of an initiative that the reader may change."""
    every: Any = kind._default_manager
    rows = every.filter(initiative__withdrawn_at=None, withdrawn_at__isnull=not withdrawn)
    found: P = get_object_or_404(rows.select_related("initiative"), pk=pk)
    check(request, found.initiative)
    return found


def check(request: UserRequest, initiative: Initiative) -> None:
    if not request.user.has_perm("initiatives.change", initiative):
        raise PermissionDenied("initiatives.change")
