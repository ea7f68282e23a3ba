"""The demo's vacant sites, and the companies that have asked about coming here."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.demo.sketching import sketch
from utblick.establishment import answering, following, pictures, receiving
from utblick.establishment.models import AnswerPromise, Enquiry, EnquiryLetter, VacantSite
from utblick.establishment.telling import told_of
from utblick.initiatives.models import Initiative
from utblick.journal import clock, secrecy
from utblick.tenancy import scope

BEGAN = 300
PUT_APART = ("sketch", "alt", "alt_en", "alt_de", "available_from")
ASKED = (
    *("language", "company", "country", "name", "email", "phone", "message"),
    *("wanted", "area", "power", "staff", "start"),
)


def establish(cast: Cast) -> None:
    told = texts.read("establishment")
    for row in [*told["sites"], *told["enquiries"]]:
        row["power"] = Decimal(str(row["power"])) if "power" in row else None
    with clock.at(moments.ago(cast.today, BEGAN)):
        AnswerPromise(working_days=told["working_days"], owner=cast.people[told["owner"]]).save()
    sites = {row["name"]: _site(cast, order, row) for order, row in enumerate(told["sites"])}
    for order, row in enumerate(reversed(told["enquiries"])):
        _enquire(cast, order, row, sites)


def _site(cast: Cast, order: int, row: dict[str, Any]) -> VacantSite:
    facts = {name: value for name, value in row.items() if name not in PUT_APART}
    with clock.at(moments.ago(cast.today, BEGAN - 20 * order, order)):
        site = VacantSite(published=True, **facts)
        if days := row.get("available_from"):
            site.available_from = cast.today + timedelta(days=days)
        site.full_clean(exclude=["municipality"])
        site.save()
        alts = {"sv": row["alt"], "en": row["alt_en"], "de": row.get("alt_de", "")}
        pictures.add(site, sketch(row["sketch"], seed=order), {code: text for code, text in alts.items() if text})
    return site


def _enquire(cast: Cast, order: int, row: dict[str, Any], sites: dict[str, VacantSite]) -> None:
    facts = {name: row[name] for name in ASKED if name in row}
    with clock.at(moments.ago(cast.today, row["days"], order)), scope.acting(cast.municipality, sees_secrets=True):
        asked = receiving.receive(mark=f"demo{order}", site=sites.get(row.get("site", "")), **facts)
        asked.full_clean(exclude=["municipality"])
        _sent(asked)
    if ground := row.get("secret"):
        with _at(cast, row["days"], order), _by(cast):
            secrecy.mark(asked, ground=ground, note="Affärsplaner, tills beslutet är offentligt")
    _go_on(cast, order, row, asked, sites)


def _at(cast: Cast, days: int, order: int) -> Any:
    return clock.at(moments.ago(cast.today, days, order + 60))


def _by(cast: Cast, who: str = "malin") -> Any:
    return scope.acting(cast.municipality, cast.people[who], sees_secrets=True)


def _go_on(cast: Cast, order: int, row: dict[str, Any], asked: Enquiry, sites: dict[str, VacantSite]) -> None:
    by = cast.people["malin"]
    if "answered" in row:
        with _at(cast, row["answered"], order), _by(cast):
            greeting, close = answering.draft(asked, "answer", by).body.split("\n\n\n\n")
            answering.answer(asked, by=by, body=f"{greeting}\n\n{row['letter']}\n\n{close}")
    if "proposed" in row:
        with _at(cast, row["proposed"], order), _by(cast):
            chosen = [sites[name] for name in row["sites"]]
            body = answering.draft(asked, "proposal", by, sites=told_of(chosen, asked.language)).body
            answering.propose(asked, by=by, body=body, sites=chosen)
    for to, days in row.get("moves", []):
        with _at(cast, days, order), _by(cast):
            following.move(asked, to=to)
    _end(cast, order, row, asked)
    with _by(cast):
        _sent(asked)


def _end(cast: Cast, order: int, row: dict[str, Any], asked: Enquiry) -> None:
    by = cast.people["malin"]
    if "lost" in row:
        with _at(cast, row["lost"], order), _by(cast):
            following.lose(asked, by=by, reason=row["reason"])
    if "established" in row:
        initiative = Initiative.objects.get(title=row["initiative"])
        with _at(cast, row["established"], order), _by(cast):
            following.establish(
                asked, by=by, jobs=row["jobs"], investment=row["investment"], initiative=initiative, told=row["told"]
            )


def _sent(asked: Enquiry) -> None:
    """What was written long ago went long ago."""
    for letter in EnquiryLetter.objects.filter(enquiry=asked, sent_at=None):
        EnquiryLetter.objects.filter(pk=letter.pk).update(sent_at=letter.made_at)
