"""The delegation list, and what was decided by it."""

from utblick.mandates.models.decisions import DelegationDecision
from utblick.mandates.models.mandates import Mandate, Matter

__all__ = ["DelegationDecision", "Mandate", "Matter"]
