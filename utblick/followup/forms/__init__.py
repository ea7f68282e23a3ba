"""The forms of the follow-up."""

from utblick.followup.forms.collecting import AnswerForm, CollectionForm, QuestionForm
from utblick.followup.forms.letter import LetterForm
from utblick.followup.forms.reports import ReportForm, SectionForm
from utblick.followup.forms.templates import TemplateForm

__all__ = ["AnswerForm", "CollectionForm", "LetterForm", "QuestionForm", "ReportForm", "SectionForm", "TemplateForm"]
