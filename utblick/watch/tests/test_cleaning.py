import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from utblick.ui.cutting import cut
from utblick.watch.cleaning import ATTRIBUTES, TAGS, absolute, plain, sanitised, visible


def active(markup: str) -> list[str]:
    """Everything in a piece of HTML that could act."""
    tree = etree.fromstring(f"<div>{markup}</div>".encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8"))
    return [] if tree is None else [found for element in tree.iter("*") for found in acting(element)]


def acting(element: etree._Element) -> list[str]:
    tag = str(element.tag)
    found = [tag] if tag not in TAGS | {"html", "body", "div"} else []
    for name, value in element.attrib.items():
        known = name in ATTRIBUTES.get(tag, set()) or (tag, name) == ("a", "rel")
        if not known or (
            name == "href" and not re.match(r"(?i)(https?|mailto):", re.sub(r"[\t\n\r]", "", str(value)).strip())
        ):
            found.append(f"{tag}@{name}={value!s}")
    return found


def test_no_known_line_of_attack_stays_active(shared_data: Path) -> None:
    lines = (shared_data / "security" / "xss.txt").read_text("utf-8", "replace").splitlines()

    assert len(lines) > 1_300
    assert sum(bool(active(line)) for line in lines) > 1_000, "the inspector must see what is active before cleaning"
    assert [line for line in lines if active(sanitised(line))] == []
    assert [line for line in lines if active(sanitised(line, "https://example.org/"))] == []
    assert [
        line for line in lines if absolute(line, "https://example.org/").lower().startswith(("java", "data", "vb"))
    ] == []


def test_naughty_strings_pass_through_cleaning_without_an_error(shared_data: Path) -> None:
    for text in json.loads((shared_data / "security" / "naughty-strings.json").read_text()):
        assert not active(sanitised(text))
        assert isinstance(plain(text), str)


@given(st.text(max_size=300))
def test_cleaned_text_is_inert_and_cleaning_again_changes_nothing(text: str) -> None:
    once = sanitised(text)
    assert not active(once)
    assert visible(visible(text)) == visible(text)


def test_words_of_neighbouring_elements_stay_apart() -> None:
    assert plain("<p>One</p><p>two</p>three<br>four<b>teen</b>") == "One two three fourteen"


def test_script_and_style_leave_nothing_behind() -> None:
    assert plain("a<script>alert(1)</script><style>b{}</style>c &amp; d") == "ac & d"
    assert sanitised("<p style='x' onclick=y>a<img src=//tracker.example/p.gif></p>") == "<p>a</p>"


def test_plain_text_with_signs_is_kept() -> None:
    assert plain("5 < 6 & 7 > 2") == "5 < 6 & 7 > 2"
    assert plain("Mål &amp; medel &#8211; &lt;utkast&gt;") == "Mål & medel – <utkast>"


@pytest.mark.parametrize(
    "text", ["In\u200bvis\u00adible", "\u202eInvisible\u202c", "Invis\u2066ible", "\ufeffInvisible", "In&#8203;visible"]
)
def test_what_cannot_be_seen_is_taken_away(text: str) -> None:
    assert plain(text) == "Invisible"
    assert sanitised(f"<b>{text}</b>") == "<b>Invisible</b>"


def test_relative_links_become_whole_and_dangerous_ones_go() -> None:
    assert 'href="https://example.org/b"' in sanitised('<a href="/b">x</a>', "https://example.org/a/")
    assert "href" not in sanitised('<a href="/b">x</a>')
    assert absolute("../c", "https://example.org/a/b/") == "https://example.org/a/c"
    assert [
        absolute(link) for link in ("javascript:alert(1)", "data:text/html,x", "https://a:b@c.example/", "//x", "x")
    ] == [""] * 5


def test_long_text_is_cut_at_a_word() -> None:
    assert cut("one two three", 9) == "one two…"
    assert len(cut("x" * 100, 10)) == 10


def test_a_very_long_document_becomes_its_text() -> None:
    markup = "<p>word " * 40_000
    assert len(sanitised(markup)) <= 50_000
    assert not active(sanitised(markup))
