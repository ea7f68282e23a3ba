"""The base of every form over a recorded object; the field for a file that is attached to one."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from utblick.journal.attachments import Fault, fault_of
from utblick.journal.frozen import Frozen
from utblick.journal.models import Recorded, Superseded
from utblick.ui.fields import UploadField
from utblick.ui.kept import Resumable


class RecordedForm[M: Recorded](Resumable, forms.ModelForm[M]):
    """A model form that tells when somebody else has saved since it was opened, and keeps what was written.

    The hidden `revision` is what the object was at when the form was opened. The check is made when the form is validated,
    and once more, under lock, by `save()`: use `save_or_tell()` in the view.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = self.instance.revision

    def clean_revision(self) -> int:
        seen: int | None = self.cleaned_data["revision"]
        return self.instance.revision if seen is None else seen

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.instance.pk and self.cleaned_data.get("revision") != self.instance.revision:
            self.add_error(None, Superseded.told())
            # So that a second, deliberate save goes through: the reader has then been told what stands.
            self.data = _with(self.data, self.add_prefix("revision"), str(self.instance.revision))

    def save_or_tell(self) -> M | None:
        """Save; None when another save came in between, or a decision that froze it, with the form's error set."""
        try:
            return self.save()
        except (Superseded, Frozen) as error:
            self.add_error(None, error)
            return None


class DocumentField(UploadField):
    """A file that is what its name says, carries no macros and unpacks to no more than a document holds."""

    default_error_messages = {
        Fault.CONTENT: _("“%(name)s” is not what its name says, or is damaged. Save it as PDF and try again."),
        Fault.MACROS: _("“%(name)s” holds macros, which are not let in. Save it as PDF and try again."),
        Fault.BOMB: _("“%(name)s” unpacks to far more than a document holds. Save it as PDF and try again."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            upload.seek(0)
            if fault := fault_of(upload.name or "", upload.read()):
                raise forms.ValidationError(self.error_messages[fault], fault, {"name": upload.name})
        return upload


def _with(data: Any, name: str, value: str) -> Any:
    """The posted data with one value replaced; several values of a name are kept."""
    changed = data.copy() if isinstance(data, QueryDict) else dict(data)
    changed[name] = value
    return changed
