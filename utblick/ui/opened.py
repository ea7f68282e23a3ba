"""What a button does, its address alone does not: who opens that, from the history or a list of links, is told so and led on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from utblick.ui.views import shell_of

type Answer = Callable[[HttpRequest], HttpResponse]


def buttons_are_pressed(get_response: Answer) -> Answer:
    """Give the refusal a page where it has none: Django's own is empty."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "GET" or response.status_code != 405 or response.content:
            return response
        context = {"shell": shell_of(request), "above": _above(request.path)}
        answer = render(request, "ui/errors/405.html", context, status=405)
        answer.headers["Allow"] = response.headers["Allow"]
        return answer

    return middleware


def _above(path: str) -> str:
    """The nearest address above this one that there is: mostly the page on which the button stands."""
    parts = path.strip("/").split("/")
    for many in range(len(parts) - 1, 0, -1):
        address = f"/{'/'.join(parts[:many])}/"
        try:
            resolve(address)
        except Resolver404:
            continue
        return address
    return "/"
