"""What somebody looks for partners to: a call or another item, an initiative, or an idea in own words."""

from dataclasses import dataclass

from utblick import lexicon
from utblick.finder.readers.values import country
from utblick.initiatives.models import Initiative
from utblick.watch.card.making import scheme_for
from utblick.watch.eligibility import Scheme
from utblick.watch.eligibility.judging import GROUPS
from utblick.watch.models import Item

MOST_COUNTRIES = 20


@dataclass(frozen=True, slots=True)
class Idea:
    """`asked`: the countries that the call names; `open_to`: those from where one may apply; `programme` is the one that pays."""

    text: str
    lang: str
    title: str = ""
    url: str = ""
    asked: frozenset[str] = frozenset()
    open_to: frozenset[str] = frozenset()
    programme: str = ""


def of_text(text: str) -> Idea:
    return Idea(text, lexicon.language_of(text, "sv"))


def of_item(item: Item) -> Idea:
    text = f"{item.title}\n{item.summary}"
    scheme = scheme_for(item)
    return Idea(
        text,
        (item.language or lexicon.language_of(text, "en"))[:2],
        item.title,
        item.get_absolute_url(),
        frozenset(filter(None, map(country, map(str, item.countries[:MOST_COUNTRIES])))),
        _open_to(scheme) if scheme else frozenset(),
        scheme.name.en if scheme and scheme.programme == "" else item.programme,
    )


def _open_to(scheme: Scheme) -> frozenset[str]:
    """The countries that the scheme's rules name; nothing where they name none, or only one's own."""
    named = [code for rule in scheme.rules for code in rule.needs.get("country", ())]
    found = frozenset[str]().union(*(GROUPS.get(code, frozenset({code})) for code in named))
    return found if len(found) > 1 else frozenset()


def of_initiative(initiative: Initiative) -> Idea:
    text = f"{initiative.title}\n{initiative.summary}\n{initiative.benefit}"
    lang, programme = lexicon.language_of(text, "sv"), initiative.funding_programme
    return Idea(text, lang, initiative.title, initiative.get_absolute_url(), programme=programme)
