"""What is asked on the pages of goals."""

from utblick.goals.forms.document import FactsForm, ImportForm
from utblick.goals.forms.goals import AssignForm, CooperationFormForm, DutyForm, GoalForm
from utblick.goals.forms.programme import AdoptForm, EndForm, PriorityForm, ProgrammeForm, TendForm
from utblick.goals.forms.referral import AnswerForm, HeedForm, ReferralForm

__all__ = [
    "AdoptForm",
    "AnswerForm",
    "AssignForm",
    "CooperationFormForm",
    "DutyForm",
    "EndForm",
    "FactsForm",
    "GoalForm",
    "HeedForm",
    "ImportForm",
    "PriorityForm",
    "ProgrammeForm",
    "ReferralForm",
    "TendForm",
]
