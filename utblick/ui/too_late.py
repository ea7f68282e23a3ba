"""The answer to who would change what has been closed for changes meanwhile: nobody's words are lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from utblick.ui.toasts import toast


def told_too_late(request: HttpRequest, why: str, obj: Any) -> HttpResponse:
    """Told on the object's page; who wrote something in a form gets it back first, to be copied."""
    written = _written(request)
    if written:
        context = {"why": why, "written": written, "obj": obj}
        return render(request, "ui/too_late.html", context, status=409)
    toast(request, why, level=messages.WARNING)
    return redirect(obj)


def _written(request: HttpRequest) -> str:
    """Keys, choices and dates hold no space: what does, a person wrote."""
    values = [value.strip() for values in request.POST.lists() for value in values[1]]
    return "\n\n".join(value for value in values if " " in value)
