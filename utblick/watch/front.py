"""The door through which the watch asks: in the demonstration that of the samples, as they were when first told."""

from django.conf import settings

from utblick.watch.http import Door
from utblick.watch.post import PostDoor


def front_door() -> Door:
    door = _of_the_samples() if settings.DEMO else PostDoor(allow=settings.FETCH_ALLOW)
    door.box = settings.POST_BOX
    return door


def _of_the_samples() -> PostDoor:
    from utblick.watch.samples.door import SampleDoor, told_on  # nothing that an installation in use loads

    return SampleDoor.on(told_on())
