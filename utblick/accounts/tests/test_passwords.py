import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from utblick.accounts.models import User
from utblick.accounts.tests.make import make_municipality


@pytest.mark.django_db
@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "passwordpassword"[:11],
        "Utblick2026!!",
        "Strömsund-2026",
        "StrömsundsKommun1",
        "välkommen2026!",
        "x" * 129,
    ],
)
def test_passwords_that_are_refused(password: str) -> None:
    make_municipality("Strömsund")
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["bara små bokstäver", "utblick över fjärden", "x y" * 42, "åäö 日本語 ελληνικά"])
def test_passwords_that_are_accepted_whatever_they_are_made_of(password: str) -> None:
    validate_password(password)


@pytest.mark.django_db
def test_a_password_like_the_own_name_is_refused() -> None:
    with pytest.raises(ValidationError):
        validate_password("Ann-Sofie Lindqvist", User(email="a@example.se", name="Ann-Sofie Lindqvist"))
