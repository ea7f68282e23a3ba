"""What clashes is told as soon as the second begins, and not first at the next hour.

Initiatives know nothing of the desk, which stands above them; so it listens to what they save. Only whether there may be somebody
else is asked within the request; who is told what, in the background.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from utblick.initiatives.models import Initiative, Participation
from utblick.tenancy import scope
from utblick.watch.models import Match


@receiver(post_save, sender=Initiative)
def after_a_call(instance: Initiative, **_: Any) -> None:
    if not instance.item_id:
        return
    with scope.everywhere():
        here = Initiative.objects.filter(municipality=instance.municipality_id, item=instance.item_id)
        beside = Match.objects.filter(item=instance.item_id, profile__actor__municipality=instance.municipality_id)
        may_clash = here.exclude(pk=instance.pk).exists() or beside.exists()
    if may_clash:
        _have_it_told(instance.municipality_id)


@receiver(post_save, sender=Participation)
def with_a_partner(instance: Participation, **_: Any) -> None:
    with scope.everywhere():
        others = Participation.objects.filter(organisation=instance.organisation_id)
        may_clash = others.exclude(initiative=instance.initiative_id).exists()
    if may_clash:
        _have_it_told(instance.municipality_id)


def _have_it_told(municipality: int | None) -> None:
    from utblick.desk import tasks  # which calls back

    assert municipality is not None, "what has been saved is somebody's"
    transaction.on_commit(partial(tasks.clashes.enqueue, municipality))
