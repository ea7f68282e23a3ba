"""Full exports; what is kept for how long, and the lists of what is disposed of."""

from utblick.records.models.disposals import DisposalList, DisposalRow
from utblick.records.models.exports import KEPT, LOST_AFTER, Export
from utblick.records.models.rules import RetentionRule

__all__ = ["KEPT", "LOST_AFTER", "DisposalList", "DisposalRow", "Export", "RetentionRule"]
