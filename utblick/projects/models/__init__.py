"""A project, a funded round of an initiative, and all that belongs to it."""

from utblick.projects.models.budget import Budget, Line
from utblick.projects.models.checks import Check
from utblick.projects.models.claims import Claim, Share
from utblick.projects.models.evidence import Evidence
from utblick.projects.models.ledger import Ledger, LedgerRow
from utblick.projects.models.money import Adjustment, Booking
from utblick.projects.models.parts import ProjectPart
from utblick.projects.models.plan import Delivery, WorkPackage
from utblick.projects.models.project import Partner, Project
from utblick.projects.models.requirements import Requirements

__all__ = [
    "Adjustment",
    "Booking",
    "Budget",
    "Check",
    "Claim",
    "Delivery",
    "Evidence",
    "Ledger",
    "LedgerRow",
    "Line",
    "Partner",
    "Project",
    "ProjectPart",
    "Requirements",
    "Share",
    "WorkPackage",
]
