"""The forms of the follow-up."""

from utblick.followup.forms.collecting import AnswerForm, CollectionForm, QuestionForm
from utblick.followup.forms.reports import ReportForm, SectionForm

__all__ = ["AnswerForm", "CollectionForm", "QuestionForm", "ReportForm", "SectionForm"]
