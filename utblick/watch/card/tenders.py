"""The lines of a tender: what is bought, by whom, how. Its subjects are in the official words of the vocabulary of procurement."""

from django.utils.translation import gettext

from utblick.watch.card import names
from utblick.watch.card.lines import Line
from utblick.watch.card.money import pot_of
from utblick.watch.card.themes import codes
from utblick.watch.card.wording import countries, language
from utblick.watch.models import Item

# Notices of what has been decided: there is nothing left to hand in.
AWARDED = ("can", "veat", "compl")


def lines(item: Item) -> list[Line]:
    facts = item.facts
    bought = [names.contract(code, language()) for code in facts.get("contract_nature", [])]
    buyer = [one for one in (item.authority, countries(item.countries)) if one]
    return [
        Line("whom", gettext("For whom"), whom(facts.get("notice_type", ""))),
        Line("subject", gettext("What is bought"), "; ".join(subjects(item)[:3])),
        Line("nature", gettext("Type of contract"), ", ".join(one for one in bought if one)),
        Line("buyer", gettext("Buyer"), ", ".join(buyer)),
        Line("money", gettext("How much"), pot_of(item, None)),
        Line("procedure", gettext("Procedure"), names.procedure(facts.get("procedure_type", ""), language())),
        Line("notice", gettext("Type of notice"), names.notice(facts.get("notice_type", ""), language())),
    ]


def whom(notice: str) -> str:
    if notice.startswith(AWARDED):
        return gettext("Nobody: it tells to whom the contract went")
    return gettext("Companies and others who can deliver this")


def subjects(item: Item) -> list[str]:
    return list(dict.fromkeys(codes()[code][language()] for code in item.codes if code in codes()))
