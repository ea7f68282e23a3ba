"""Reports, what the units answer for them, and the documents that are made of them."""

from utblick.followup.models.collecting import Answer, Collection, UnitText
from utblick.followup.models.reports import Frozen, Rendering, Report, ReportQuerySet, ReportSection

__all__ = ["Answer", "Collection", "Frozen", "Rendering", "Report", "ReportQuerySet", "ReportSection", "UnitText"]
