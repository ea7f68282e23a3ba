import pytest
from hypothesis import given
from hypothesis import strategies as st

from utblick.watch.addresses import canonical, canonical_of_any, unwrapped


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a/b?x=1&y=2",
        "http://example.org/a/b?x=1&y=2",
        "https://www.example.org/a/b/?y=2&x=1",
        "HTTPS://EXAMPLE.ORG:443/a//b?x=1&y=2#part",
        "https://example.org./a/b?utm_source=letter&x=1&fbclid=7&y=2&mc_cid=1",
        "https://example.org/a/b/index.html?x=1&y=2",
        " https://example.org/%61/b?x=1&y=2 ",
    ],
)
def test_one_page_has_one_address(address: str) -> None:
    assert canonical(address) == "example.org/a/b?x=1&y=2"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a/c?x=1&y=2", "https://example.org/a/b?x=2&y=2", "https://example.org/A/b?x=1&y=2",
        "https://example.org:8080/a/b?x=1&y=2", "https://sub.example.org/a/b?x=1&y=2", "https://example.org/a/b#!/x",
        "https://example.org/a%2Fb?x=1&y=2",
    ],
)  # fmt: skip
def test_other_pages_have_others(address: str) -> None:
    assert canonical(address) not in ("example.org/a/b?x=1&y=2", "example.org/a/b", "")


@pytest.mark.parametrize(
    "address", ["", "x", "mailto:a@b.example", "javascript:alert(1)", "http://", "http://[bad", "http://x:y/"]
)
def test_what_is_no_web_address_has_none(address: str) -> None:
    assert canonical(address) == ""


@given(st.text(max_size=80))
def test_the_address_of_an_address_is_itself(rest: str) -> None:
    once = canonical(f"https://example.org/{rest}")
    assert canonical(f"https://{once}") == once or not once


@given(
    st.from_regex(
        r"https?://(www\.)?[a-z0-9.-]{1,20}[A-Za-z0-9/._~-]{0,40}/?(\?utm_[a-z]{1,9}=[a-z.-]{0,9})?", fullmatch=True
    )
)
def test_the_short_way_for_ordinary_addresses_gives_the_same(address: str) -> None:
    assert canonical(address) == canonical_of_any(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&data=05%7C02&reserved=0",
        "https://www.google.com/url?q=https://example.org/a?b%3D1&sa=D",
        "https://urldefense.com/v3/__https://example.org/a?b=1__;!!abc$",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&h=x",
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fexample.org%252Fa%253Fb%253D1",
        "https://example.org/a?b=1",
    ],
)
def test_an_address_is_taken_out_of_what_a_mail_program_made_of_it(address: str) -> None:
    assert unwrapped(address) == "https://example.org/a?b=1"


def test_an_address_that_leads_by_way_of_another_page_is_left_alone() -> None:
    for address in ("https://web.archive.org/?url=https://example.org/a", "https://www.google.com/url?x=1", ""):
        assert unwrapped(address) == address
