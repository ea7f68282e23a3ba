"""What is asked about initiatives and their parts."""

from utblick.initiatives.forms.filters import InitiativeFilter
from utblick.initiatives.forms.gates import GateDecisionForm, GateForm
from utblick.initiatives.forms.initiative import InitiativeForm
from utblick.initiatives.forms.lessons import AfterlifeForm, AnswerForm, LessonFilter, LessonForm
from utblick.initiatives.forms.meetings import MeetingForm, MeetingsForm
from utblick.initiatives.forms.outcomes import ResultForm
from utblick.initiatives.forms.steps import StepForm
from utblick.initiatives.forms.ties import ContributionForm, ParticipationForm
from utblick.initiatives.forms.travel import GroupForm, LegForm, TravelReportForm

__all__ = [
    "AfterlifeForm",
    "AnswerForm",
    "ContributionForm",
    "GateDecisionForm",
    "GateForm",
    "GroupForm",
    "InitiativeFilter",
    "InitiativeForm",
    "LegForm",
    "LessonFilter",
    "LessonForm",
    "MeetingForm",
    "MeetingsForm",
    "ParticipationForm",
    "ResultForm",
    "StepForm",
    "TravelReportForm",
]
