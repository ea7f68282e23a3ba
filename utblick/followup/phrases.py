"""Numbers, days, amounts and people as one writes them in running text, in the language that is active."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from utblick.followup.figures import Period
from utblick.initiatives.sums import People
from utblick.tenancy import scope
from utblick.ui.countries import country_name
from utblick.ui.figures import grouped

NBSP = "\u00a0"
# From two to twelve in words, as the language councils advise.
_WORDS = (
    pgettext_lazy("number", "two"),
    pgettext_lazy("number", "three"),
    pgettext_lazy("number", "four"),
    pgettext_lazy("number", "five"),
    pgettext_lazy("number", "six"),
    pgettext_lazy("number", "seven"),
    pgettext_lazy("number", "eight"),
    pgettext_lazy("number", "nine"),
    pgettext_lazy("number", "ten"),
    pgettext_lazy("number", "eleven"),
    pgettext_lazy("number", "twelve"),
)


def counted(number: int) -> str:
    """A number from two upwards, in words up to twelve. One is written into each sentence, since it has a gender."""
    return str(_WORDS[number - 2]) if 2 <= number <= 12 else figure(number)


def figure(number: int | Decimal) -> str:
    """1 234, with decimals only where there are any."""
    whole = number == int(number)
    decimals = 0 if whole else 1 if Decimal(str(number)) * 10 % 1 == 0 else 2
    return grouped(number, decimals)


def amount(kronor: Decimal | None) -> str:
    """For a table: 184 500, with öre only where there are any; a dash for what nobody has noted."""
    if kronor is None:
        return "–"
    return grouped(kronor, 0 if kronor == kronor.to_integral_value() else 2)


def in_kronor(value: Decimal) -> str:
    """An amount that no line break parts from its word."""
    return (_("%(amount)s kronor") % {"amount": amount(value)}).replace(" ", NBSP) if value != 1 else _("one krona")


def head(count: int | None) -> str:
    """For a table: a dash for what nobody has counted."""
    return "–" if count is None else figure(count)


def sentence(text: str) -> str:
    """With a capital first; words that begin with another sign are left alone."""
    return text[:1].upper() + text[1:]


def glued(text: str) -> str:
    """With no line break between a figure and the word that it is of: 35 flickor, 12 juni. Years and titles are left alone."""
    return re.sub(r"([”“][^”“]*”)|(?<!\d)(\d{1,3}) (?=[^\W\d])", lambda found: found[1] or f"{found[2]}{NBSP}", text)


def quoted(title: str) -> str:
    return _("“%(title)s”") % {"title": title}


def body(name: str) -> str:
    """Within a sentence: kommunfullmäktige, kommunstyrelsen, as Swedish writes the names of bodies."""
    return name[:1].lower() + name[1:] if re.fullmatch(r"(Kommun|Region)(fullmäktige|styrelsen)", name) else name


def enumerated(words: Iterable[str]) -> str:
    """A, B och C."""
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return _("%(list)s and %(last)s") % {"list": ", ".join(found[:-1]), "last": found[-1]}


def alternatives(words: Iterable[str]) -> str:
    """A, B eller C."""
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return _("%(list)s or %(last)s") % {"list": ", ".join(found[:-1]), "last": found[-1]}


def some(words: Sequence[str], most: int = 4) -> str:
    """All of them where they are few, else the first ones and how many more there are."""
    left = len(words) - most
    if left <= 1:
        return enumerated(words)
    return enumerated([*words[:most], ngettext("%(count)s more", "%(count)s more", left) % {"count": counted(left)}])


def says(text: str, number: int | Decimal) -> bool:
    """Whether the number stands in the text, in figures or in words."""
    ones = {pgettext("number", "one"), pgettext("number of a thing", "one")}
    words = ones if number == 1 else {counted(int(number))} if number == int(number) else set()
    told = re.findall(r"\w+(?:[.,]\w+)*", re.sub(r"(?<=\d)\s(?=\d)", "", text.casefold()))
    return not {"".join(one.split()) for one in {figure(number), *words}}.isdisjoint(told)


# Days


def day(value: date, *, year: bool = True) -> str:
    """17 april 2026."""
    return date_format(value, "j F Y" if year else "j F")


def span(first: date | None, last: date | None, period: Period) -> str:
    """13–17 april; the year is told only where it is not plain from the period."""
    if first is None:
        return ""
    last = last or first
    told = not (period.is_calendar_year and first.year == last.year == period.first.year)
    if first == last:
        return day(first, year=told)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, year=told)}"
    return f"{day(first, year=told and first.year != last.year)}{NBSP}– {day(last, year=told)}"


def when(first: date | None, last: date | None, period: Period) -> str:
    """The same as it stands after a verb: on 13–17 April, from 1 March to 30 June."""
    if first is None:
        return ""
    last = last or first
    if not months_apart(first, last):
        return _("on %(day)s") % {"day": span(first, last, period)}
    told = not (period.is_calendar_year and first.year == last.year == period.first.year)
    facts = {"first": day(first, year=told and first.year != last.year), "last": day(last, year=told)}
    return _("from %(first)s to %(last)s") % facts


def months_apart(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and (first.year, first.month) != (last.year, last.month)


def where(place: str, country: str) -> str:
    """Lierne, Norge; at home the place alone."""
    at_home = place and country == scope.municipality().country
    return ", ".join(filter(None, [place, country_name(country) if country and not at_home else ""]))


def within(period: Period) -> str:
    """As it stands after "during": 2026, or the period 1 January – 30 June 2026."""
    if period.is_calendar_year:
        return str(period.first.year)
    return _("the period %(span)s") % {"span": span(period.first, period.last, period)}


# People


def groups(people: People) -> list[str]:
    """Two women, four girls: those that there are. In figures throughout where any is above twelve, as one writes a list."""
    told: list[tuple[int | None, Callable[[int], str]]] = [
        (people.women, lambda n: ngettext("%(count)s woman", "%(count)s women", n)),
        (people.men, lambda n: ngettext("%(count)s man", "%(count)s men", n)),
        (people.girls, lambda n: ngettext("%(count)s girl", "%(count)s girls", n)),
        (people.boys, lambda n: ngettext("%(count)s boy", "%(count)s boys", n)),
    ]
    found = [say(count) % {"count": _in_list(count, people)} for count, say in told if count]
    if people.not_stated and found:
        unknown = ngettext(
            "%(count)s person whose sex is not stated", "%(count)s whose sex is not stated", people.not_stated
        )
        found.append(unknown % {"count": _in_list(people.not_stated, people)})
    return found


def _in_list(count: int, people: People) -> str:
    if (people.total or 0) > 12:
        return figure(count)
    return pgettext("number", "one") if count == 1 else counted(count)


def took_part(people: People, *, together: bool = False) -> str:
    """A whole sentence about those who took part; empty where nobody is counted."""
    total = people.total
    if not total:
        return ""
    count, told = (figure(total) if total > 12 or total == 1 else counted(total)), groups(people)
    if not told:
        text = ngettext(
            "One person took part, whose sex is not stated.",
            "%(count)s people took part; how many were women and men is not stated.",
            total,
        )
        return sentence(text % {"count": count})
    if len(told) == 1:
        return sentence(_("%(group)s took part.") % {"group": told[0]})
    text = (
        _("Together they had %(count)s participants: %(groups)s.")
        if together
        else _("%(count)s people took part: %(groups)s.")
    )
    return sentence(text % {"count": count, "groups": enumerated(told)})


def kind_of_step(kind: str) -> str:
    """With the article, as it stands before a title."""
    return {
        "project": pgettext("step", "the project"),
        "exchange": pgettext("step", "the exchange"),
        "event": pgettext("step", "the event"),
        "campaign": pgettext("step", "the campaign"),
    }[kind]
