from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from utblick.watch import page_preview
from utblick.watch.connectors import pages, regions
from utblick.watch.errors import Trouble
from utblick.watch.page_preview import previewed

PAGE = """
<html lang="sv"><head><title>Stöd</title></head><body data-part="9">
<nav><ul><li>Hem</li><li>Om oss och vår verksamhet i hela länet</li><li>Kontakt</li></ul></nav>
<main id="innehall"><h1 class="stor">Aktuella utlysningar</h1>
<p>Här samlas alla utlysningar som är öppna, och de som kommer att öppna under året.</p>
<ul class="lista" onclick="alert(1)">
<li data-part="7"><a href="https://example.org/a" style="color:red">Vänorter möts över gränsen</a> till 1 oktober</li>
<li><a href="javascript:alert(1)">Ungas utbyten i norra Sverige</a></li>
<li><a href="/c">Landsbygd och lokala aktörer</a><img src="https://example.org/spy.gif"></li>
</ul><form><input name="q"></form></main>
<footer>Kakor</footer></body></html>
"""


def of(page: str) -> tuple[str, list[regions.Region]]:
    root = pages.opened(page.encode(), "text/html; charset=utf-8")
    parts = regions.candidates(root)
    return previewed(root, parts), parts


def test_each_part_to_choose_is_marked_where_it_stands() -> None:
    preview, parts = of(PAGE)
    shown = html.fragment_fromstring(preview, create_parent="div")
    marked = {int(one.get("data-part")): regions.words(one) for one in shown.iter() if one.get("data-part")}
    assert {number: text[:30] for number, text in marked.items()} == {
        number: regions.words(regions.at(pages.opened(PAGE.encode(), ""), one.path))[:30]  # type: ignore[arg-type]
        for number, one in enumerate(parts, start=1)
    }
    assert len(marked) > 1
    lists = [int(one.get("data-part")) for one in shown.iter() if one.get("data-list") is not None]
    assert lists == [number for number, one in enumerate(parts, start=1) if one.entries]


def test_it_leads_nowhere_fetches_nothing_and_has_no_headings_or_names_of_its_own() -> None:
    preview, _parts = of(PAGE)
    assert '<p data-heading="">Aktuella utlysningar</p>' in preview
    for forbidden in ("href", "src", "onclick", "style", "class", "id=", "<h1", "<img", "<input", "Kakor", "Kontakt"):
        assert forbidden not in preview
    assert '"9"' not in preview
    assert '"7"' not in preview


def test_a_menu_that_only_its_name_tells_is_left_out_and_a_script_makes_no_page_too_long() -> None:
    menu = "<div class='main-menu'><ul><li>Hem</li><li>Kontakt</li></ul></div>"
    script = f"<script>{'x' * page_preview.MOST}</script>"
    preview, _parts = of(PAGE.replace("<main", f"{menu}{script}<main"))
    assert "Aktuella utlysningar" in preview
    assert "Kontakt" not in preview


def test_a_menu_that_may_be_chosen_is_shown_whole() -> None:
    menu = "<div class='meny'><ul>" + "<li class='menu-item'>Det senaste från vår verksamhet</li>" * 3 + "</ul></div>"
    preview, parts = of(PAGE.replace("<main", f"{menu}<main"))
    assert parts[-1].text.startswith("Det senaste")
    assert preview.count("Det senaste från vår verksamhet") == 3


def test_a_page_that_is_too_long_to_look_over_has_none() -> None:
    text = "<p>Ett stycke om en utlysning som är öppen.</p>" * (page_preview.MOST // 30)
    assert of(f"<main>{text}</main>")[0] == ""


@given(st.text(max_size=400))
def test_whatever_stands_in_a_page_its_preview_holds_marks_and_words_alone(text: str) -> None:
    try:
        preview, _parts = of(f"<html><body><main>{text}</main></body></html>")
    except Trouble:
        return
    for node in html.fragment_fromstring(preview, create_parent="div").iter():
        assert node.tag not in {"script", "style", "iframe", "img", "form", "input", "link", "meta"}
        assert set(node.attrib) <= {"data-part", "data-list", "data-heading"}
