"""Agreements and official contacts: what stands, what is due, and who was met."""

from collections import Counter
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Part, Ref, Sentence, Table
from utblick.followup.figures import AgreementLine, ContactLine, Figures
from utblick.followup.parts.blocks import cell, part, said, table
from utblick.followup.phrases import counted, day, enumerated, quoted, sentence, some, within
from utblick.partners.models import Agreement, Contact
from utblick.ui.countries import country_name

# So many contacts are listed; the text counts them all.
MOST_LISTED = 60


def write(figures: Figures) -> Part:
    return part(
        "relations",
        _("Agreements and official contacts"),
        [list(_agreements(figures)), list(_contacts(figures))],
        tables=[_agreements_table(figures), _contacts_table(figures)],
    )


def to_review(figures: Figures) -> list[AgreementLine]:
    """Neither ended nor in order: those that have run out, or whose review has come, by the last day of the period."""
    last = figures.period.last
    return [
        one
        for one in figures.agreements
        if _stands(one, figures)
        and ((one.expires_on and one.expires_on <= last) or (one.review_on and one.review_on <= last))
    ]


def _stands(one: AgreementLine, figures: Figures) -> bool:
    return one.ended_on is None or one.ended_on > figures.period.last


def _of(one: AgreementLine | ContactLine) -> Ref:
    return Ref(ref=f"organisation:{one.organisation_pk}", label=one.organisation)


def _agreements(figures: Figures) -> Iterator[Sentence]:
    standing = [one for one in figures.agreements if _stands(one, figures)]
    if not standing:
        yield said(_("No agreement with anyone abroad is registered as in force at the end of the period."))
    else:
        say: dict[str, Callable[[int], str]] = {
            "twin_town": lambda n: ngettext("one twin-town agreement", "%(count)s twin-town agreements", n),
            "cooperation": lambda n: ngettext("one cooperation agreement", "%(count)s cooperation agreements", n),
            "network": lambda n: ngettext("one network membership", "%(count)s network memberships", n),
            "intent": lambda n: ngettext("one letter of intent", "%(count)s letters of intent", n),
        }
        text = _("At the end of the period the municipality had %(kinds)s.")
        kinds = _by_kind(Counter(one.kind for one in standing), say)
        yield said(text % {"kinds": kinds}, *map(_of, standing))
    yield from _signed_and_ended(figures)
    if due := to_review(figures):
        text = ngettext(
            "One of them needs to be reviewed: %(titles)s.",
            "%(count)s of them need to be reviewed: %(titles)s.",
            len(due),
        )
        if len(standing) == 1:
            text = _("It needs to be reviewed: %(titles)s.")
        titles = some([due_for_review(one, figures) for one in due])
        yield said(sentence(text % {"count": counted(len(due)), "titles": titles}), *map(_of, due))


def _named(one: AgreementLine) -> str:
    return f"{quoted(one.title)} ({one.organisation})"


def due_for_review(one: AgreementLine, figures: Figures) -> str:
    return f"{_named(one)}{why_due(one, figures)}"


def why_due(one: AgreementLine, figures: Figures) -> str:
    """As it stands after the name: that it has run out or soon does, else when its review is or was to be."""
    last, today = figures.period.last, figures.today
    if one.expires_on and one.expires_on <= last:
        text = _(", which ran out on %(day)s") if one.expires_on < today else _(", which runs out on %(day)s")
        return text % {"day": day(one.expires_on)}
    text = (
        _(", due for review since %(day)s")
        if one.review_on and one.review_on < today
        else _(", due for review on %(day)s")
    )
    return text % {"day": day(one.review_on)} if one.review_on else ""


def _signed_and_ended(figures: Figures) -> Iterator[Sentence]:
    signed = [one for one in figures.agreements if figures.period.holds(one.signed_on)]
    ended = [one for one in figures.agreements if figures.period.holds(one.ended_on)]
    for found, text in (
        (signed, _("Signed during the period: %(titles)s.")),
        (ended, _("Ended during the period: %(titles)s.")),
    ):
        if found:
            yield said(text % {"titles": enumerated([_named(one) for one in found])}, *map(_of, found))


def _by_kind(counts: Counter[str], say: dict[str, Callable[[int], str]]) -> str:
    return enumerated([say[kind](counts[kind]) % {"count": counted(counts[kind])} for kind in say if counts[kind]])


def _contacts(figures: Figures) -> Iterator[Sentence]:
    found = figures.contacts
    if not found:
        yield said(_("No official contacts are noted for %(when)s.") % {"when": within(figures.period)})
        return
    say: dict[str, Callable[[int], str]] = {
        "meeting": lambda n: ngettext("one meeting", "%(count)s meetings", n),
        "visit_in": lambda n: ngettext("one visit to us", "%(count)s visits to us", n),
        "visit_out": lambda n: ngettext("one visit by us", "%(count)s visits by us", n),
        "letter": lambda n: ngettext("one letter", "%(count)s letters", n),
        "call": lambda n: ngettext("one call or video meeting", "%(count)s calls or video meetings", n),
    }
    kinds = _by_kind(Counter(one.kind for one in found), say)
    countries = sorted({country_name(one.country) for one in found})
    noted = _("Noted as official contacts during %(when)s: %(kinds)s.")
    yield said(noted % {"when": within(figures.period), "kinds": kinds}, *map(_of, found))
    there = ngettext(
        "The counterpart is in %(countries)s.",
        "The counterparts are in %(countries)s.",
        len({one.organisation_pk for one in found}),
    )
    yield said(there % {"countries": enumerated(countries)}, *map(_of, found))


def _agreements_table(figures: Figures) -> Table:
    rows = [
        [
            cell(one.title, f"organisation:{one.organisation_pk}"),
            cell(f"{one.organisation}, {country_name(one.country)}"),
            cell(str(Agreement.Kind(one.kind).label)),
            cell(_until(one)),
        ]
        for one in figures.agreements
    ]
    head = [_("Agreement"), _("With"), _("Kind"), _("Runs until")]
    return table("agreements", _("Agreements in force during the period"), head, rows, texts=4)


def _until(one: AgreementLine) -> str:
    if one.ended_on:
        return _("ended %(day)s") % {"day": one.ended_on.isoformat()}
    return one.expires_on.isoformat() if one.expires_on else _("until further notice")


def _contacts_table(figures: Figures) -> Table:
    rows = [
        [
            cell(one.day.isoformat()),
            cell(f"{one.organisation}, {country_name(one.country)}", f"organisation:{one.organisation_pk}"),
            cell(str(Contact.Kind(one.kind).label)),
            cell(f"{one.subject} ({one.case_number})" if one.case_number else one.subject),
        ]
        for one in figures.contacts[:MOST_LISTED]
    ]
    left = len(figures.contacts) - len(rows)
    note = ngettext("One later contact is not listed.", "%(count)s later contacts are not listed.", left)
    head = [_("Day"), _("With"), _("Kind"), _("About")]
    told = sentence(note % {"count": counted(left)}) if left else ""
    return table("contacts", _("Official contacts"), head, rows, texts=4, note=told)
