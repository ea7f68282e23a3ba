"""Who has an account here? The time that log-in, a new password and a mailed link take for known and unknown addresses.

Known and unknown take turns, so that a busy machine slows both; then a rank test asks whether they can be told apart.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from attacks.place import Place, place
from attacks.telling import Tried, printed

SAMPLES = int(os.environ.get("ATTACK_SAMPLES", "60"))
CERTAIN = 0.001
APART = 0.10
"""A difference of the medians below this part is not to be told over a network."""


def attack() -> Iterator[Tried]:
    with place() as here:
        from django.test import override_settings

        # Argon2, as in production, and no door that shuts after five attempts.
        with override_settings(ACCOUNT_RATE_LIMITS=False):
            for name, ask in {"log-in": log_in, "a new password": new_password, "a mailed link": link}.items():
                yield compared(here, name, ask)


def compared(here: Place, name: str, ask: Callable[[Any, str], None]) -> Tried:
    from scipy.stats import mannwhitneyu

    known, times = here.people["local_actor" if name == "a mailed link" else "officer"].email, {True: [], False: []}
    client = here.browser()
    for at in range(SAMPLES + 3):
        for is_known in (True, False):
            # The same browser, which knows nothing any more: a new one would take longer than what is measured.
            client.cookies.clear()
            began = time.process_time()
            ask(client, known if is_known else f"nobody{at}@unknown.example")
            times[is_known].append(time.process_time() - began)
    first, second = times[True][3:], times[False][3:]
    apart, chance = median(first) / median(second) - 1, float(mannwhitneyu(first, second).pvalue)
    note = f"{1000 * median(first):.1f} and {1000 * median(second):.1f} ms, p = {chance:.3f}"
    through = [note] if chance < CERTAIN and abs(apart) > APART else []
    return Tried(f"{name}: known and unknown addresses, by CPU time", 2 * SAMPLES, through, note)


def log_in(client: Any, email: str) -> None:
    client.post("/log-in/login/", {"login": email, "password": "not the password at all"})


def new_password(client: Any, email: str) -> None:
    client.post("/log-in/password/reset/", {"email": email})


def link(client: Any, email: str) -> None:
    client.post("/log-in/link/", {"email": email})


if __name__ == "__main__":
    sys.exit(not printed("Who has an account (enumeration by time)", attack()))
