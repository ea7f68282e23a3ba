"""No column of the database holds in clear what opens a door: whoever adds one that sounds like it says here why not."""

import re

from django.apps import apps

from utblick.accounts.kept_secrets import KeepsSecret

SOUNDS = re.compile(r"secret|token|passw|credential|private|seed|session_key|api_?key|(?:^|_)pin$")
TEXTS = {"CharField", "TextField", "JSONField", "BinaryField", "SlugField"}
NO_SECRET = {
    "accounts.User.password": "Argon2id",
    "accounts.SecretAddress.seed": "the address is this, signed",
    "wagtailcore.PageViewRestriction.password": "no row is ever written: site/written/door.py closes the page",
    "wagtailcore.CollectionViewRestriction.password": "the same",
    "sessions.Session.session_key": "a log-in that is going on, at most twelve hours: docs/security/keys.md",
    "usersessions.UserSession.session_key": "the same",
}


def test_what_sounds_like_a_secret_is_encrypted_or_none() -> None:
    found = {
        f"{model._meta.label}.{one.name}"
        for model in apps.get_models()
        for one in model._meta.concrete_fields
        if not one.is_relation and one.get_internal_type() in TEXTS and SOUNDS.search(one.name)
        if not (issubclass(model, KeepsSecret) and one.name in KeepsSecret.kept_out)
    }
    assert found == NO_SECRET.keys()
