"""What goes on in the background of a drill: a source is read, newsletters and letters go out, all by the queue's own workers."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread

import django

django.setup()
logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)

from django.db import Error, connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from faults import holding  # noqa: E402
from faults.officers import Officer, Remembered  # noqa: E402
from faults.outside import Mails, News  # noqa: E402
from utblick.accounts.models import Municipality  # noqa: E402
from utblick.demo.people import PASSWORD  # noqa: E402
from utblick.desk import reminding  # noqa: E402
from utblick.initiatives.models import Initiative  # noqa: E402
from utblick.outreach import composing, sending, subscribing, tasks  # noqa: E402
from utblick.outreach.models import Audience, SignUp, Subscriber  # noqa: E402
from utblick.tenancy import scope  # noqa: E402
from utblick.watch import harvest  # noqa: E402
from utblick.watch.models import Item, Source  # noqa: E402
from utblick.watch.subscribing import subscribe  # noqa: E402
from utblick.watch.tasks import poll_due  # noqa: E402


def officers(root: str, emails: Sequence[str], seed: int) -> list[Officer]:
    """Two browsers each, with the items and initiatives shared out so that no two decide on one item."""
    with scope.acting(_home()):
        items = list(Item.objects.filter(decisions=None).order_by("pk").values_list("pk", flat=True))
        initiatives = list(
            Initiative.objects.current().filter(status="running").order_by("pk").values_list("pk", flat=True)
        )
    who = [email for email in emails for _ in range(2)]
    people = [
        Officer(root, email, items=items[n :: len(who)], initiatives=initiatives, seed=seed + n)
        for n, email in enumerate(who)
    ]
    for one in people:
        one.log_in(PASSWORD)
    return people


def _home() -> Municipality:
    return Municipality.objects.order_by("pk")[0]


class Work:
    def __init__(self, news: str, readers: int) -> None:
        self.readers = [f"lasare{number}@drill.example" for number in range(readers)]
        self.asked: list[str] = []
        with scope.acting(_home()):
            # Those of the demo are asked over the network, which a drill has not.
            Source.objects.update(rhythm_minutes=60 * 24 * 30)
            subscribe(news, rhythm_minutes=1)
            for email in self.readers:
                Subscriber.objects.create(email=email, confirmed_at=timezone.now())
            audience = Audience.objects.create(name="Alla läsare", outsiders=True)
            today = timezone.localdate()
            digest = composing.compose(
                audience=audience, starts_on=today - timedelta(days=30), ends_on=today, introduction="Hej!"
            )
            composing.schedule(digest, timezone.now() + timedelta(seconds=10))
        self.news = news

    @contextmanager
    def going_on(self) -> Iterator[None]:
        over = Event()
        thread = Thread(target=self._go_on, args=(over,))
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _go_on(self, over: Event) -> None:
        """Each second somebody asks for the newsletter; the jobs are put into the queue oftener than the schedule would."""
        while not over.wait(1):
            with suppress(Error), scope.acting(_home()):
                email = f"ny{len(self.asked)}@drill.example"
                subscribing.ask(mark=email, email=email)
                self.asked.append(email)
                Source.objects.filter(address=self.news).update(next_at=timezone.now())
                for task in (poll_due, tasks.send_digests, tasks.ask_subscribers):
                    task.enqueue()
            connection.close()

    def come_to_rest(self, *, later: timedelta) -> None:
        """As it stands some hours later: claims of those who died have run out, and what waited was tried again."""
        connection.close()  # what it held may have fallen with the database
        then = timezone.now() + later
        subscribing.send_all(then)
        sending.send_all(then)
        reminding.remind_all(then)
        Source.objects.filter(address=self.news).update(next_at=timezone.now(), claimed_until=None)
        harvest.poll(due_only=True)
        connection.close()

    def lines(self, people: list[Remembered], mails: Mails, news: News) -> Iterator[holding.Line]:
        with scope.acting(_home()):
            asked = list(SignUp.objects.filter(email__endswith="@drill.example").values_list("email", flat=True))
            lost = set(self.asked) - set(asked)
            yield "asked for the newsletter, and it is known", len(self.asked), len(lost)
            yield from holding.lines(people, mails, news, readers=self.readers, asked=asked)
