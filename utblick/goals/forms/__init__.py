"""What is asked on the pages of goals."""

from utblick.goals.forms.document import FactsForm, ImportForm
from utblick.goals.forms.goals import AssignForm, CooperationFormForm, DutyForm, GoalForm
from utblick.goals.forms.programme import PriorityForm, ProgrammeForm

__all__ = [
    "AssignForm",
    "CooperationFormForm",
    "DutyForm",
    "FactsForm",
    "GoalForm",
    "ImportForm",
    "PriorityForm",
    "ProgrammeForm",
]
