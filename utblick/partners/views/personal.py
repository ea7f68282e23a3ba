"""What is held of a person outside the municipality: found by name or address, handed out, erased."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.journal.mentions import TooCommon
from utblick.partners import erasing
from utblick.partners.forms.personal import EraseForm
from utblick.partners.mentioned import Mention
from utblick.tenancy import scope
from utblick.ui.lines import one_line
from utblick.ui.toasts import toast

LEAST = 2  # letters to look for


@may("accounts.change")
@sensitive_variables("words")
def personal_data(request: UserRequest) -> HttpResponse:
    """Without words, what has been kept as long as was decided."""
    words = one_line(request.GET.get("q", ""))[:200]
    held = erasing.speaking_of(words) if len(words) >= LEAST else erasing.overdue(timezone.localdate())
    written, too_common = _written(words, held)
    form = EraseForm(request.POST or None, held=[*held, *written])
    if form.is_valid():
        return _erase(request, form)
    context = {"form": form, "words": words, "held": held, "written": written, "too_common": too_common}
    return render(request, "partners/personal_data.html", context, status=422 if form.errors else 200)


def _written(words: str, held: list[Any]) -> tuple[list[Mention], bool]:
    """And whether the words stand in too many texts to be looked through."""
    try:
        return erasing.written_of(words, held), False
    except TooCommon:
        return [], True


def _erase(request: UserRequest, form: EraseForm) -> HttpResponse:
    kept = erasing.erase_each(form.chosen, reason=form.cleaned_data["reason"])
    count = len(form.chosen) - len(kept)
    if count:
        toast(request, ngettext("%(count)s row is erased.", "%(count)s rows are erased.", count) % {"count": count})
    texts = sum(isinstance(one, Mention) for one in kept)
    if files := len(kept) - texts:
        toast(request, _kept_as_they_are(files), level=messages.WARNING)
    if texts:
        told = ngettext("%(count)s text is left to do by hand.", "%(count)s texts are left to do by hand.", texts)
        toast(request, told % {"count": texts}, level=messages.WARNING)
    return redirect(reverse("partners:personal_data"))


def _kept_as_they_are(count: int) -> str:
    told = ngettext(
        "%(count)s file is signed or locked, and is kept as it came.",
        "%(count)s files are signed or locked, and are kept as they came.",
        count,
    )
    return told % {"count": count}


@may("accounts.change")
@require_POST
def personal_extract(request: UserRequest) -> HttpResponse:
    """The extract that a person has the right to, of the rows ticked."""
    rows = erasing.found([one_line(key) for key in request.POST.getlist("rows")[: 2 * erasing.MOST]])
    told = {"municipality": str(scope.municipality()), "held": erasing.extract(rows)}
    answer = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer.headers["Content-Disposition"] = f'attachment; filename="{_("personal-data")}.json"'
    return answer
