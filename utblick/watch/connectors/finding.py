"""What a source told us, in one shape whatever the source."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Literal

from utblick.watch.addresses import canonical

type Kind = Literal["call", "tender", "partner_search", "event", "news"]
type Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None


@dataclass(frozen=True, slots=True, order=True)
class Deadline:
    """A moment (aware) by which something must be done; `label` tells which of several, e.g. `stage-1`, `cut-off`."""

    at: datetime
    label: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a source told us, cleaned. What the source did not say is empty or None, never zero."""

    external_id: str
    title: str
    link: str = ""
    summary: str = ""
    """Plain text."""
    body_html: str = ""
    """Sanitised; safe to show."""
    language: str | None = None
    published: datetime | None = None
    kind: Kind = "news"
    identifiers: tuple[str, ...] = ()
    """Names that the thing has in the world: `call:CERV-2026-CITIZENS-TOWN-TT`, `ted:381972-2026`, `doi:10...`."""
    programme: str = ""
    """Code of the EU programme, e.g. `CERV`; names in `programmes.py`."""
    deadlines: tuple[Deadline, ...] = ()
    opens: date | None = None
    status: Literal["", "forthcoming", "open", "closed"] = ""
    """As the source says; ask `status_on` for the truth."""
    budget_min: Decimal | None = None
    budget_max: Decimal | None = None
    contribution: Decimal | None = None
    """What is given out in all for this topic; budget_min and budget_max are per project."""
    currency: str = ""
    countries: tuple[str, ...] = ()
    """ISO 3166 alpha-3."""
    codes: tuple[str, ...] = ()
    """Official subject codes: `cpv:39522530`."""
    authority: str = ""
    categories: tuple[str, ...] = ()
    extra: dict[str, Json] = field(default_factory=dict)

    def next_deadline(self, now: datetime) -> Deadline | None:
        """The first deadline that has not passed."""
        return min((deadline for deadline in self.deadlines if deadline.at >= now), default=None)

    def status_on(self, now: datetime) -> Literal["", "forthcoming", "open", "closed"]:
        """The status with the deadlines believed before the word: what is past its last deadline is closed."""
        if self.deadlines and self.next_deadline(now) is None:
            return "closed"
        if self.status == "forthcoming" and self.opens is not None and self.opens <= now.date():
            return "open"
        return self.status

    def content_hash(self) -> str:
        """The same for two readings between which nothing changed for a reader."""
        texts = (self.title, canonical(self.link), self.summary, self.body_html, self.kind, self.programme)
        told = "\x1f".join((*texts, repr(self._other_facts())))
        return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def _other_facts(self) -> tuple[object, ...]:
        deadlines = sorted((steadied(deadline.at), deadline.label) for deadline in self.deadlines)
        money = (self.currency, self.budget_min, self.budget_max, self.contribution)
        several = (sorted(self.identifiers), sorted(self.countries), sorted(self.codes))
        return self.opens, self.status, self.authority, money, deadlines, several


def steadied(at: datetime) -> str:
    """The moment to the nearest five minutes: EuropeAid's deadlines differ by seconds from run to run."""
    seconds = int(at.timestamp())
    return str((seconds + 150) // 300)
