"""What somebody had written in a form that could not be received, so that it is not lost.

It is shown with a button that opens the form again, filled. What is sent then says `RESUMED`, and the form asks to be looked
through instead of saving at once. Only a form of ours is kept: its key was signed for the one it was shown to.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from utblick.ui import sending

RESUMED = "resumed"
LARGEST = 400_000  # signs; more than any form of ours holds
BY_ITSELF = {"csrfmiddlewaretoken", sending.FIELD, "revision", RESUMED}

type Fields = list[tuple[str, list[str]]]


class Resumable(forms.BaseForm):
    """A form that can be opened again with what had been written, and is then not saved before it is sent once more."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if RESUMED in self.data:
            self.add_error(None, _("Your text is still here, but it is not saved yet. Look it through and save."))


def fields_of(data: QueryDict) -> Fields:
    """What would be sent again: all but the token."""
    return [(name, [str(one) for one in values]) for name, values in data.lists() if name != "csrfmiddlewaretoken"]


def written(fields: Iterable[tuple[str, list[str]]]) -> str:
    """The texts that a person wrote, without marks and keys: what one would not like to write once more."""
    every = [value.strip() for name, values in fields if name not in BY_ITSELF for value in values]
    return "\n\n".join(value for value in every if len(value) > 3 and not value.isdecimal())


def owner_of(request: HttpRequest) -> int | None:
    """To whom the form that is sent here was shown; None where it is none of ours, or beyond all measure."""
    if (
        request.method != "POST"
        or sum(len(value) for _name, values in request.POST.lists() for value in values) > LARGEST
    ):
        return None
    return sending.holder(request.POST.get(sending.FIELD, ""))


def shown(fields: Fields, address: str) -> dict[str, Any]:
    """What `ui/kept.html` shows."""
    return {
        "fields": [(name, value) for name, values in fields for value in values],
        "written": written(fields),
        "address": address,
    }
