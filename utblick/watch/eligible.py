"""How the municipality of the running work stands to the rules of an item's scheme, in words."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Municipality
from utblick.accounts.places import COUNTIES
from utblick.partners.models import Agreement
from utblick.tenancy import scope
from utblick.ui.cutting import cut
from utblick.ui.templatetags.ui import number
from utblick.watch.card.wording import countries, language, languages
from utblick.watch.eligibility import Document, Facts, Judged, Outcome, Rule, Scheme, Words, judge, judged
from utblick.watch.eligibility.quoting import Conditions, Quote
from utblick.watch.models import Item

ABOUT: dict[str, Promise] = {
    "applicant": _("Who may apply"),
    "countries": _("Countries and regions"),
    "partners": _("Partners"),
    "size": _("Size"),
    "cofinancing": _("Co-financing"),
    "duration": _("Duration"),
    "language": _("Language"),
    "content": _("Other conditions"),
}
# What these ask is so or not, however the application is written.
OF_THE_APPLICANT = ("applicant", "countries", "language")
LONGEST_WHO = 200
OUTCOMES: dict[Outcome, tuple[Promise, str]] = {
    Outcome.MET: (_("Met"), "circle-check"),
    Outcome.NOT_MET: (_("Not met"), "circle-x"),
    Outcome.UNKNOWN: (_("Not known"), "circle-help"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One rule as the page shows it."""

    about: str | Promise
    outcome: str
    label: str | Promise
    icon: str
    words: str
    because: str
    judged: Judged


@dataclass(frozen=True, slots=True)
class Standing:
    """The rules of a scheme against the facts, and what the call itself adds."""

    scheme: Scheme | None
    """None where the call alone says."""
    name: str
    rows: list[Row]
    summary: str
    to_check: int


def standing(scheme: Scheme | None, facts: Facts, stated: Sequence[Judged] = ()) -> Standing:
    """What the call itself states stands in place of what the scheme says of the same."""
    spoken = {one.rule.about for one in stated}
    of_scheme = judged(scheme, facts) if scheme else []
    found = [*stated, *(one for one in of_scheme if one.rule.about not in spoken)]
    rows = [_row(one) for one in found]
    unchecked = sum(row.judged.rule.checked is None for row in rows)
    name = scheme.name.in_language(language()) if scheme else gettext("By the call itself")
    return Standing(scheme, name, rows, _summary(rows), unchecked)


def facts_here() -> Facts:
    """Three facts stand with the municipality, one in its agreements: two queries."""
    here = Municipality.objects.get(pk=scope.municipality_id())
    agreed = Agreement.objects.in_force().values_list("organisation__country", flat=True).distinct().order_by()
    abroad = sorted(set(agreed) - {here.country, ""})
    return Facts(here.kind, here.country, here.nuts, here.population, tuple(here.languages), tuple(abroad))


def stated(item: Item, found: Conditions, facts: Facts) -> list[Judged]:
    """Rules made from the call's own text: who may apply, how many from how many countries, what the grant covers."""
    read_on = timezone.localdate(item.changed_at or item.found_at)
    document = Document(gettext("the call itself"), item.link)

    def rule(about: str, words: str, **needs: Any) -> Rule:
        """In the reader's language, which is the only one that is shown."""
        return Rule(about, Words(words, words), document, gettext("its own text"), read_on, needs)

    told = list[Judged]()
    if found.others:
        words = gettext("The call itself says who may apply: “%(words)s”") % {"words": cut(found.who, LONGEST_WHO)}
        told.append(judge(rule("applicant", words, kind=()), facts))
    elif found.who:
        says = gettext("The call itself says who may apply.")
        words = gettext("Only whoever coordinates the project that is to go on may apply.") if found.continues else says
        told.append(Judged(rule("applicant", words), Outcome.UNKNOWN))
    if found.applicants == (1, 1):
        told.append(Judged(rule("partners", gettext("A single applicant is enough.")), Outcome.MET))
    elif found.applicants:
        words = _of_applicants(*found.applicants)
        told.append(judge(rule("partners", words, partner_countries=found.applicants[1] - 1), facts))
    if found.rate == 100:
        told.append(judge(rule("cofinancing", gettext("The grant covers all of the costs."), nothing=True), facts))
    elif found.rate:
        words = gettext("The grant covers at most %(rate)s per cent of the costs.") % {"rate": found.rate}
        told.append(Judged(rule("cofinancing", words), Outcome.UNKNOWN))
    return told


def _of_applicants(applicants: int, countries: int) -> str:
    figures = {"applicants": applicants, "countries": countries}
    return gettext("At least %(applicants)s applicants from %(countries)s different countries.") % figures


def quoted(quotes: Sequence[Quote]) -> list[tuple[str | Promise, str]]:
    """The call's own conditions under the same headings as the rules."""
    return [(ABOUT[quote.about], quote.text) for quote in quotes]


def _row(one: Judged) -> Row:
    label, icon = OUTCOMES[one.outcome]
    words = one.rule.words.in_language(language())
    return Row(ABOUT[one.rule.about], one.outcome.value, label, icon, words, _because(one), one)


def _because(one: Judged) -> str:
    if one.depends_on_application and one.outcome == Outcome.MET:
        return ""
    if one.depends_on_application:
        asked = one.rule.about in OF_THE_APPLICANT
        return gettext("See what the call says.") if asked else gettext("Depends on your application.")
    return " ".join(_in_words(name, value) for name, value in one.because)


def _in_words(name: str, value: Any) -> str:
    if name == "partner_countries":
        return _partners(value)
    if name == "nothing":
        return gettext("It asks nothing of you.")
    if value in ("", None, ()):
        return gettext("This is missing among the facts about the municipality.")
    return FACTS[name](value)


def _partners(value: tuple[str, ...]) -> str:
    if not value:
        return gettext("Depends on your application. No agreement with a partner abroad is noted.")
    told = gettext("Depends on your application. You have agreements with partners in %(countries)s.")
    return told % {"countries": countries(value)}


def _population(value: int) -> str:
    return gettext("You have %(count)s inhabitants.") % {"count": number(value)}


FACTS: dict[str, Callable[[Any], str]] = {
    "kind": lambda value: gettext("You are: %(kind)s.") % {"kind": str(Municipality.Kind(value).label).lower()},
    "country": lambda value: gettext("You are in %(country)s.") % {"country": countries([value])},
    "nuts": lambda value: gettext("You are in %(region)s.") % {"region": COUNTIES.get(value, value)},
    "language": lambda value: gettext("You can write in %(languages)s.") % {"languages": languages(value)},
    "population_from": _population,
    "population_to": _population,
}


def _summary(rows: Sequence[Row]) -> str:
    """Two met, one not met, four to decide or find out."""
    count = Counter(row.outcome for row in rows)
    told = [
        ngettext("%(count)s rule met", "%(count)s rules met", count["met"]) % {"count": count["met"]},
        ngettext("%(count)s not met", "%(count)s not met", count["not_met"]) % {"count": count["not_met"]},
        ngettext("%(count)s not known", "%(count)s not known", count["unknown"]) % {"count": count["unknown"]},
    ]
    return ", ".join(told)
