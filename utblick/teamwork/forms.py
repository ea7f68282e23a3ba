"""The forms of a comment, of a task, and of what one wants to be told."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.journal.attachments import KINDS
from utblick.journal.forms import DocumentField, RecordedForm
from utblick.teamwork.kinds import Kind
from utblick.teamwork.models import Task


class PersonField(forms.TypedChoiceField):
    """One of the people that the page has asked for already: drawn twice, it asks the database nothing."""

    def offer(self, people: Iterable[User], first: str) -> None:
        self.known = {str(one.pk): one for one in people}
        self.choices = [("", first), *((key, str(one)) for key, one in self.known.items())]
        self.coerce = lambda key: self.known[key]


class CommentForm(forms.Form):
    """A text, whom to tell besides, and perhaps a file; one of text and file must be there."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=5000,
        error_messages={"required": _("Write something, or attach a file.")},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name a colleague by @ and the name or e-mail address, or choose below; that person is told."),
    )
    mention = PersonField(label=_("Tell a colleague"), required=False, empty_value=None)
    file = DocumentField(label=_("File"), kinds=KINDS, megabytes=20, required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mention"].offer(people, str(_("Nobody in particular")))  # type: ignore[attr-defined]
        self.fields["text"].required = "file" not in self.files


class TaskForm(RecordedForm[Task]):
    owner = PersonField(label=_("Who does it"))

    class Meta:
        model = Task
        fields = ["title", "owner", "due_on"]
        labels = {"title": _("What is to be done"), "due_on": _("No later than")}

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(people, str(_("Choose a person")))  # type: ignore[attr-defined]


class KindsForm(forms.Form):
    # A form sent with nothing ticked looks as if it had not been sent.
    sent = forms.BooleanField(widget=forms.HiddenInput, initial=True)
    kinds = forms.MultipleChoiceField(
        label=_("Tell me of"),
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is off is told neither here nor by mail. It still stands on its own page and in My work."),
    )
