"""The watch's background work. Each job may be run twice or be killed half-way: it only does what is still to be done."""

from dataclasses import asdict
from typing import Any

from django.tasks import task

from utblick.tenancy.planner import tell_planner
from utblick.watch import harvest, inboxes, rejudging, sampling, told, trying, waiting


@task()
def poll_due() -> dict[str, Any]:
    """Ask the sources that are due, and match what they told."""
    polled = harvest.poll(due_only=True)
    return {**asdict(polled), **asdict(_understand_and_read())}


@task()
def match_pending() -> dict[str, Any]:
    """Bring the profiles up to what they follow, and match what waits."""
    return asdict(_understand_and_read())


@task()
def read_meanings() -> int:
    """Have the sentence model read the items that it has not read, and match them anew, so many at a time."""
    # Imported here, as in understand(): the engine and its libraries take a second to load.
    from utblick.watch import meanings

    done = 0
    while some := meanings.read_some():
        done += some
        understand()
    if done:
        learn.enqueue()
    return done


@task()
def follow_the_clock() -> int:
    """Raise in the inboxes what nears its deadline, and draw the new day's trials."""
    return inboxes.follow_the_clock() + trying.draw_for_all()


@task()
def draw_samples() -> int:
    """For each municipality the week's sample of what was left out, and the month's of what was put aside."""
    return sampling.draw_for_all() + rejudging.draw_for_all()


@task()
def measure() -> int:
    """Measure anew what is usual for a profile and what is rare, and match anew where it is no longer as before."""
    # Imported here, as in understand(): the engine and its libraries take a second to load.
    from utblick.watch import measuring

    count = measuring.measure_all()
    understand()
    return count


@task()
def count_months() -> int:
    """Count once what each source told in the months that are over."""
    return told.count_months()


@task()
def explain() -> int:
    """Work out why each new match is one."""
    # Imported here, as in understand(): the engine and its libraries take a second to load.
    from utblick.watch import explaining

    return explaining.explain_pending()


@task()
def learn() -> int:
    """Let the profiles learn from what has been decided, and put their items in the inbox in their new places."""
    from utblick.watch import learning

    return learning.catch_up()


def _understand_and_read() -> waiting.Matched:
    """Match, and where there is a sentence model have it read what is new, in a job of its own."""
    done = understand()
    if done.items or done.profiles:
        # Has been loaded by the matching; where nothing was matched it need not be.
        from utblick.lexicon import sentences

        if sentences.installed():
            read_meanings.enqueue()
    return done


def understand() -> waiting.Matched:
    """Match what waits, and have the reasons worked out in a job: what follows every harvest.

    Costs little when nothing waits.
    """
    done = waiting.Matched()
    if waiting.anything():
        from utblick.watch import matching

        done = matching.match_pending()
        tell_planner()
    if done.matches:
        explain.enqueue()
    return done
