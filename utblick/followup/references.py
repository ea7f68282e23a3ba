"""Where the rows behind a figure are shown."""

from django.urls import NoReverseMatch, reverse

from utblick.ui.navigation import address

PAGES = {
    "initiative": "initiatives:initiative",
    "goal": "goals:goal",
    "priority": "goals:priority",
    "indicator": "indicators:indicator",
    "campaign": "campaigns:campaign",
    "budget": "projects:budget",
    "organisation": "partners:organisation",
    "document": "goals:document",
    "item": "watch:item",
    "answer": "followup:answer",
}


def address_of(ref: str) -> str:
    """The page of "initiative:7", of "page:watch:inbox?state=expired", or "#goal-3" as it is; empty where there is none."""
    if not ref or ref.startswith("#"):
        return ref
    kind, _sep, key = ref.partition(":")
    if kind == "page":
        name, mark, query = key.partition("?")
        return f"{address(name)}{mark}{query}"
    try:
        return reverse(PAGES[kind], args=[int(key)])
    except NoReverseMatch:
        return ""
