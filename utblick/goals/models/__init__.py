"""What the municipality wants: its governing documents, goals, forms of cooperation, responsibilities and programme."""

from utblick.goals.models.adoption import Adoption
from utblick.goals.models.documents import PolicyDocument
from utblick.goals.models.goals import CooperationForm, Goal, Responsibility
from utblick.goals.models.programme import Priority, Programme
from utblick.goals.models.referral import Consulted, Referral, Remark
from utblick.goals.models.wanted import Wanted

__all__ = [
    "Adoption",
    "Consulted",
    "CooperationForm",
    "Goal",
    "PolicyDocument",
    "Priority",
    "Programme",
    "Referral",
    "Remark",
    "Responsibility",
    "Wanted",
]
