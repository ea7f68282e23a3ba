import pytest
from django.test import Client

from utblick.accounts.models import Municipality


@pytest.mark.parametrize("address", ["/", "/log-in/", "/api/", "/static/ui/ui.js", "/nowhere/"])
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "trace"])
def test_a_method_that_no_page_has_is_refused_everywhere_and_nothing_of_the_request_comes_back(
    client: Client, here: Municipality, method: str, address: str
) -> None:
    answer = client.generic(method, address, headers={"x-own": "read-me-back"})
    assert answer.status_code == 405
    assert answer.content == b""
    assert "read-me-back" not in str(answer.headers)
