"""Report, result, initiative → the public: what is new, and what is coming, as others' programs read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.initiatives.models import Initiative, Step
from utblick.site import published
from utblick.site.languages import Words, in_language
from utblick.site.serving import Visit

MOST = 40
"""News in a feed: more than a year's worth for most municipalities."""
KEPT = timedelta(days=400)
"""How long a calendar shows what has been."""
BEGUN = (Initiative.Status.RUNNING, Initiative.Status.PAUSED, Initiative.Status.FINISHED)


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell: a result, an initiative that has begun, a report."""

    uid: UUID
    day: date
    title: Words
    text: Words
    link: str

    @property
    def moment(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, time.min))


def uid_of(visit: Visit, kind: str, pk: int) -> UUID:
    """The same for the same thing for ever, and for no other thing of any municipality here."""
    return uuid5(NAMESPACE_URL, f"utblick:{visit.municipality.slug}:{kind}:{pk}")


def news(visit: Visit) -> list[News]:
    """The newest first."""
    found = [*_results(visit), *_initiatives(visit), *_reports(visit)]
    return sorted(found, key=lambda one: (one.day, one.uid), reverse=True)[:MOST]


def _results(visit: Visit) -> Iterator[News]:
    for one in published.results()[:MOST]:
        whole = one.initiative
        yield News(
            uid_of(visit, "result", one.pk),
            one.noted_on,
            in_language(visit.language, whole.title, whole.title_en),
            in_language(visit.language, one.text, one.text_en),
            f"{visit.address('site:initiative', pk=whole.pk)}#result-{one.pk}",
        )


def _initiatives(visit: Visit) -> Iterator[News]:
    begun = published.initiatives().filter(status__in=BEGUN, starts_on__lte=timezone.localdate())
    for one in begun.order_by("-starts_on", "-pk")[:MOST]:
        assert one.starts_on is not None
        yield News(
            uid_of(visit, "initiative", one.pk),
            one.starts_on,
            in_language(visit.language, one.title, one.title_en),
            in_language(visit.language, one.summary, one.summary_en),
            visit.address("site:initiative", pk=one.pk),
        )


def _reports(visit: Visit) -> Iterator[News]:
    for one in published.reports().in_list()[:MOST]:
        assert one.frozen_at is not None
        title = Words(one.title, "" if one.language == visit.language else one.language)
        yield News(
            uid_of(visit, "report", one.pk),
            timezone.localtime(one.frozen_at).date(),
            title,
            Words(_("What was done, together with whom, what it cost and what it gave.")),
            visit.address("site:report", pk=one.pk),
        )


def happenings() -> list[Step]:
    """Events and exchanges with a day, from a good year back and on."""
    return list(published.announced().filter(starts_on__gte=timezone.localdate() - KEPT))
