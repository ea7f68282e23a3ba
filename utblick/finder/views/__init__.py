"""The pages of the finder."""

from utblick.finder.views.data import data, read_on
from utblick.finder.views.find import find
from utblick.finder.views.participants import add_partner, participant

__all__ = ["add_partner", "data", "find", "participant", "read_on"]
