"""So many views a minute from one address are counted, that nobody can make a figure grow by asking again and again."""

from collections import Counter
from threading import Lock
from time import monotonic

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

EACH, MINUTE = 60, 60
"""A whole school behind one address still counts; a program that hammers does not."""


class Crowd:
    """The addresses of the running minute, in the memory of this process; forgotten when it is over, and never written."""

    def __init__(self) -> None:
        self._lock, self._minute, self._seen = Lock(), 0, Counter[str]()

    def has_room_for(self, request: HttpRequest) -> bool:
        address, minute = get_adapter(request).get_client_ip(request), int(monotonic() // MINUTE)
        with self._lock:
            if minute != self._minute:
                self._minute, self._seen = minute, Counter()
            self._seen[address] += 1
            return self._seen[address] <= EACH


crowd = Crowd()
