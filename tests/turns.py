"""One request after the other, where a test's server and its browser share one SQLite connection.

Threads that ask the same of it at the same time, as for the pictures of a page, get each other's answers: the statement is
prepared once and shared. An installation has a connection for each thread.
"""

from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_turn = Lock()


def in_turn(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def answer(request: HttpRequest) -> HttpResponseBase:
        with _turn:
            return get_response(request)

    return answer
