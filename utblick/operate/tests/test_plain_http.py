"""Pages lead from http to https; what programs ask with a key is refused."""

import pytest
from django.test import Client, override_settings


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True)
def test_a_program_is_told_and_a_person_is_led_on() -> None:
    client = Client()
    assert client.get("/log-in/login/").status_code == 301
    for address in ("/api/v1/initiatives/", "/private/calendar/abc.ics"):
        answer = client.get(address)
        assert (answer.status_code, "https://" in answer.text) == (403, True)
        assert client.get(address, secure=True).status_code != 301
