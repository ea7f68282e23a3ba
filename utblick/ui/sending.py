"""The key that each drawn form carries once: the same key and content sent again is the same sending."""

import secrets

from django.core import signing

FIELD = "form_key"
SALT = "utblick.form_key"


def issue(user: int) -> str:
    """A new key for a form that is shown to this user."""
    return signing.dumps([user, secrets.token_urlsafe(9)], salt=SALT)


def holder(key: str) -> int | None:
    """To whom the form was shown; None for a key that was not issued here."""
    try:
        user, _once = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return int(user)
