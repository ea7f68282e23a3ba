"""The watch: what is read (sources), what it told (items), what it means here (matches), what was done (decisions)."""

from utblick.watch.models.drafts import TableDraft
from utblick.watch.models.hindsight import LateVerdict, SampledDecision
from utblick.watch.models.inbox import WORTH, Decision, InboxItem, Match, Profile, is_of_units
from utblick.watch.models.items import (
    Item,
    ItemKey,
    ItemMeaning,
    ItemVersion,
    MonthTold,
    Sighting,
    Unmatched,
    WordCounts,
)
from utblick.watch.models.learnt import Learning, Unlearnt, Untried
from utblick.watch.models.outages import Outage
from utblick.watch.models.own import ActorQuestion, ActorWishes, OwnAnswer
from utblick.watch.models.probes import Probe
from utblick.watch.models.samples import SampledItem
from utblick.watch.models.saved import SavedSearch
from utblick.watch.models.seen import ChangesSeen
from utblick.watch.models.sources import Source, Subscription

__all__ = [
    "WORTH",
    "ActorQuestion",
    "ActorWishes",
    "ChangesSeen",
    "Decision",
    "InboxItem",
    "Item",
    "ItemKey",
    "ItemMeaning",
    "ItemVersion",
    "LateVerdict",
    "Learning",
    "Match",
    "MonthTold",
    "Outage",
    "OwnAnswer",
    "Probe",
    "Profile",
    "SampledDecision",
    "SampledItem",
    "SavedSearch",
    "Sighting",
    "Source",
    "Subscription",
    "TableDraft",
    "Unlearnt",
    "Unmatched",
    "Untried",
    "WordCounts",
    "is_of_units",
]
