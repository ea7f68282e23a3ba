"""Whether there is anything to match: asked before the engine is loaded."""

from dataclasses import dataclass

from utblick.tenancy import scope
from utblick.watch import following, inboxes
from utblick.watch.models import Profile, Unmatched


@dataclass(slots=True)
class Matched:
    """What a run of matching.py gave."""

    profiles: int = 0
    items: int = 0
    matches: int = 0


def anything() -> bool:
    """Pauses the profiles of what has ended, and tells whether a profile or an item waits."""
    with scope.everywhere():
        following.pause_what_ended()
        if not Profile.objects.exists() and not any(following.behind(kind).exists() for kind in following.KINDS):
            Unmatched.objects.all().delete()
            return False
        return (
            Unmatched.objects.exists()
            or Profile.objects.waiting().exists()
            or inboxes.of_the_paused().exists()
            or any(following.behind(kind).exists() for kind in following.KINDS)
        )
