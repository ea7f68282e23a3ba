"""The lines of a call: for whom, how much, own contribution, partners, programme and type of action."""

from textwrap import shorten

from django.utils.translation import gettext

from utblick.watch.card import names
from utblick.watch.card.lines import Line, by_rules, on_whose_word, quoted, said, stated
from utblick.watch.card.money import grant_of, per_project, pot_of
from utblick.watch.card.quoted import amounts, own_contribution
from utblick.watch.card.wording import countries, language
from utblick.watch.connectors import programmes
from utblick.watch.eligibility import Scheme
from utblick.watch.eligibility.quoting import Conditions
from utblick.watch.models import Item

LONGEST = 200


def lines(item: Item, scheme: Scheme | None, found: Conditions) -> list[Line]:
    return [
        whom(scheme, found),
        money(item, scheme, found),
        own(item, scheme, found),
        partners(scheme, found),
        Line("programme", gettext("Programme"), programme(item, scheme)),
        Line("action", gettext("Type of action"), "; ".join(actions(item))),
        *([Line("place", gettext("Countries"), countries(item.countries))] if item.countries else []),
        *([Line("authority", gettext("Published by"), item.authority)] if item.authority else []),
    ]


def programme(item: Item, scheme: Scheme | None) -> str:
    return programmes.name_of(item.programme, language()) or (said(scheme.name) if scheme else "")


def actions(item: Item) -> list[str]:
    told = (names.action(kind, language()) for kind in item.facts.get("types_of_action", []))
    return list(dict.fromkeys(told))


def whom(scheme: Scheme | None, found: Conditions) -> Line:
    """The call's own words before the scheme's: a call for some is not for all whom the scheme is for."""
    label = gettext("For whom")
    if found.continues:
        return Line("whom", label, gettext("Only whoever coordinates the project that is to go on"), stated())
    if found.who:
        return quoted("whom", label, shorten(found.who, LONGEST, placeholder=" …"))
    return by_rules("whom", label, scheme, "whom", "applicant")


def own(item: Item, scheme: Scheme | None, found: Conditions) -> Line:
    """The call's own share before the scheme's."""
    label = gettext("Own contribution")
    if found.rate == 100:
        return Line("own", label, gettext("None (the grant covers 100 per cent)"), stated())
    if found.rate:
        shares = {"own": 100 - found.rate, "rate": found.rate}
        told = gettext("At least %(own)s per cent (the grant covers %(rate)s per cent at most)") % shares
        return Line("own", label, told, stated())
    if scheme is None and (told := own_contribution(item.summary)):
        return quoted("own", label, told)
    return by_rules("own", label, scheme, "own", "cofinancing")


def money(item: Item, scheme: Scheme | None, found: Conditions) -> Line:
    """The source's own fields; where they do not tell the grant, what the text expects, then what the scheme gives, then any sum
    that the text names."""
    grant, pot = grant_of(item), pot_of(item, item.facts.get("expected_grants"))
    note = ""
    if not grant and found.grant:
        grant, note = per_project(found.grant, "EUR"), gettext("the grant as the text of the call expects it")
    elif not grant and scheme and scheme.grant:
        grant, note = said(scheme.grant), gettext("the grant %(how)s") % {"how": on_whose_word(scheme, "size")}
    label = gettext("How much")
    if not grant and not pot and (named := amounts(item.summary)):
        return quoted("money", label, "; ".join(named))
    return Line("money", label, "; ".join(part for part in (grant, pot) if part), note)


def partners(scheme: Scheme | None, found: Conditions) -> Line:
    """The call's own number before the scheme's."""
    label = gettext("Partners")
    if found.applicants == (1, 1):
        return Line("partners", label, gettext("None needed: one applicant is enough"), stated())
    if found.applicants:
        words = {"applicants": found.applicants[0], "countries": found.applicants[1]}
        told = gettext("At least %(applicants)s applicants from %(countries)s countries") % words
        return Line("partners", label, told, stated())
    return by_rules("partners", label, scheme, "partners", "partners")
