"""The watch's background work. Each job may be run twice or be killed half-way: it only does what is still to be done."""

from dataclasses import asdict
from typing import Any

from django.tasks import task

from utblick.watch import harvest, inboxes, waiting


@task()
def poll_due() -> dict[str, Any]:
    """Ask the sources that are due, and match what they told."""
    polled = harvest.poll(due_only=True)
    return {**asdict(polled), **asdict(understand())}


@task()
def match_pending() -> dict[str, Any]:
    """Bring the profiles up to what they follow, and match what waits."""
    return asdict(understand())


@task()
def follow_the_clock() -> int:
    """Raise in the inboxes what nears its deadline."""
    return inboxes.follow_the_clock()


def understand(*, explain_at_most: int | None = None) -> waiting.Matched:
    """Match what waits and say why, the best matches first: what follows every harvest. Costs little when nothing waits."""
    if not waiting.anything():
        return waiting.Matched()
    # Imported here: the engine and its libraries take a second to load.
    from utblick.watch import explaining, matching

    done = matching.match_pending()
    explaining.explain_pending(explain_at_most)
    return done
