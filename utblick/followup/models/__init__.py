"""Reports, what the units answer for them, and the documents that are made of them."""

from utblick.followup.models.collecting import Answer, Collection, UnitText
from utblick.followup.models.letters import Letter
from utblick.followup.models.reports import Frozen, Rendering, Report, ReportQuerySet, ReportSection
from utblick.followup.models.templates import WordTemplate

__all__ = [
    "Answer",
    "Collection",
    "Frozen",
    "Letter",
    "Rendering",
    "Report",
    "ReportQuerySet",
    "ReportSection",
    "UnitText",
    "WordTemplate",
]
