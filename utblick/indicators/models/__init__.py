"""How goals are measured."""

from utblick.indicators.models.indicators import GROUPS, Indicator, Target
from utblick.indicators.models.measurements import Comparison, Measurement

__all__ = ["GROUPS", "Comparison", "Indicator", "Measurement", "Target"]
