"""What is asked about initiatives and their parts."""

from utblick.initiatives.forms.filters import InitiativeFilter
from utblick.initiatives.forms.initiative import InitiativeForm
from utblick.initiatives.forms.outcomes import LessonForm, ResultForm
from utblick.initiatives.forms.steps import StepForm
from utblick.initiatives.forms.ties import ContributionForm, ParticipationForm

__all__ = [
    "ContributionForm",
    "InitiativeFilter",
    "InitiativeForm",
    "LessonForm",
    "ParticipationForm",
    "ResultForm",
    "StepForm",
]
