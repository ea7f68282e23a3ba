from utblick.accounts.models import Municipality
from utblick.goals.models import Goal, PolicyDocument
from utblick.watch import tasks
from utblick.watch.models import InboxItem, Match, Unmatched
from utblick.watch.tests.make import make_source
from utblick.watch.tests.newsroom import Entry, Newsroom

TITLE = "Town twinning: bringing together citizens of twinned towns for exchanges and joint events"


def test_what_is_due_is_read_matched_and_explained(here: Municipality, newsroom: Newsroom) -> None:
    document = PolicyDocument.objects.create(title="Policy", status=PolicyDocument.Status.IN_FORCE)
    Goal.objects.create(document=document, name="Vänorter", text="Utbyten mellan medborgare i vänorter och städer.")
    newsroom.feeds["a"] = [Entry("1", TITLE)]
    make_source(newsroom.url("a"))

    done = tasks.poll_due.enqueue().return_value

    assert (done["sources"], done["items_new"], done["matches"]) == (1, 1, 1)
    assert InboxItem.objects.get().best.reasons["parts"]
    assert tasks.poll_due.enqueue().return_value["sources"] == 0


def test_where_nothing_is_wanted_nothing_waits(here: Municipality, newsroom: Newsroom) -> None:
    newsroom.feeds["a"] = [Entry("1", TITLE)]
    make_source(newsroom.url("a"))
    tasks.poll_due.enqueue()

    assert not Unmatched.objects.exists()
    assert not Match.objects.exists()
