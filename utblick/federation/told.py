"""What an identity provider told of who logs in, whichever language it speaks; and why somebody is not let in."""

from dataclasses import dataclass, field

LEEWAY = 60
"""Seconds that two clocks may differ."""


@dataclass(frozen=True, slots=True)
class Told:
    """Checked: the provider did say this, to us, now."""

    subject: str
    """By which the provider knows the person for good; its own among all that it ever gives."""
    address: str = ""
    """E-mail address, lower case; empty where none was told, or none that the provider vouches for."""
    name: str = ""
    groups: frozenset[str] = frozenset()
    assurance: frozenset[str] = field(default_factory=frozenset)
    """How the person was recognised: the values of `acr` and `amr`, or the AuthnContextClassRef."""
    recognised_at: float | None = None
    """When the person was, by the provider's clock, in seconds since 1970; None where it was not told."""


class NotLetIn(Exception):
    """Nobody is logged in. `code` says why, for the words of refusals.py; `detail` is for the log, never for the page."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail[:300]
        super().__init__(code, self.detail)
