"""Mails that can be stopped with one click (RFC 8058)."""

from email.policy import Policy, default
from typing import Any

from django.core.mail import EmailMultiAlternatives

LONGEST_LINE = 998  # RFC 5322


class Unfolded(EmailMultiAlternatives):
    """A mail whose header lines stay whole: folded, an address of more than a line would be encoded and open nothing."""

    def message(self, *, policy: Policy = default) -> Any:  # type: ignore[override]
        return super().message(policy=policy.clone(max_line_length=LONGEST_LINE))


def one_click(stop: str) -> dict[str, str]:
    """What lets the mail program's own button stop the mails at this address."""
    return {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
