from itertools import batched

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utblick.watch.connectors import Finding, Request, connector, pages, regions
from utblick.watch.errors import TooLarge, Trouble, UnreadableAnswer
from utblick.watch.http import redirected

PAGE = connector("page")
URL = "https://programmet.example/utlysningar"


def news(*titles: str, before: str = "", foot: str = "© 2026") -> bytes:
    """As an agency's page is built: menus, a banner, a list of news, and a foot."""
    entries = "".join(
        f'<li class="news__item"><article><h3><a href="/nyhet/{title.split()[0]}">{title}</a></h3>'
        f'<time datetime="2026-05-0{n}">{n} maj</time><p>Läs om {title.lower()} för kommuner i norr.</p></article></li>'
        for n, title in enumerate(titles, start=1)
    )
    return (
        f"<!doctype html><html lang='sv'><head><title>Utlysningar – Programmet</title></head><body>"
        f"<header><nav><ul><li><a href='/'>Hem och mycket annat som står i en lång meny</a></li>"
        f"<li><a href='/om'>Om programmet</a></li><li><a href='/k'>Kontakt</a></li></ul></nav></header>"
        f"<main id='content'>{before}<h1>Utlysningar</h1><p>Här finns programmets alla utlysningar.</p>"
        f"<div class='list-wrapper'><ul class='news'>{entries}</ul></div></main>"
        f"<footer><p>{foot}. Programmet delfinansieras av Europeiska unionen.</p></footer><script>track()</script></body></html>"
    ).encode()


TITLES = ("Öppen utlysning för små projekt", "Vårens ansökningsomgång stängd", "Inbjudan: webbinarium om partnerskap")


def choose(body: bytes) -> regions.Region:
    """What the page lists first."""
    return regions.candidates(pages.opened(body, ""))[0]


def read(body: bytes, way: str, path: str) -> list[Finding]:
    return list(PAGE.read(body, {}, address=pages.joined(URL, way, path)).findings)


def test_the_list_of_news_is_offered_first_and_no_menu_or_foot_at_all() -> None:
    offered = regions.candidates(pages.opened(news(*TITLES), ""))

    assert offered[0].entries == 3
    assert offered[0].examples[0].startswith("Öppen utlysning för små projekt")
    assert not any("Kontakt" in one.text or "delfinansieras" in one.text for one in offered)


@pytest.mark.parametrize(
    "menu",
    [
        "<div class='mainMenu'><ul>{}</ul></div>",
        "<div id='quick-navigation'><div><ul>{}</ul></div></div>",
        "<div role=navigation><ul>{}</ul></div>",
        "<div class='wrapper'><ul class='sidfot'>{}</ul></div>",
    ],
)
def test_what_is_called_a_menu_is_offered_last(menu: str) -> None:
    menus = [
        menu.replace("{}", "".join(f"<li><a href='/{n}'>Något som en lång meny leder till, {n}</a></li>" for n in some))
        for some in batched(range(regions.MOST * 3), 3, strict=True)
    ]
    page = news(*TITLES).decode().replace("<main", "".join(menus) + "<main")
    offered = regions.candidates(pages.opened(page.encode(), ""))

    assert offered[0].examples[0].startswith("Öppen utlysning för små projekt")
    assert "meny leder till" in offered[-1].text


def test_what_holds_the_heading_is_the_page_whatever_it_is_called() -> None:
    page = (
        news(*TITLES).decode().replace("<main", "<div class='with-sidebar'><main").replace("</main>", "</main></div>")
    )
    offered = regions.candidates(pages.opened(page.encode(), ""))
    assert offered == regions.candidates(pages.opened(page.replace("with-sidebar", "page").encode(), ""))


def test_a_page_of_few_words_offers_what_it_has() -> None:
    page = (
        b"<title>Stod</title><main><h1>Stod</h1><ul><li><a href=/x>Barents</a><li><a href=/y>Nordplus</a></ul></main>"
    )
    parts = regions.candidates(pages.opened(page, "text/html"))

    assert "Barents Nordplus" in [part.text for part in parts]
    assert not regions.candidates(pages.opened(b"<title>Stod</title><div id=app></div>", "text/html"))


def test_of_a_page_that_tells_of_one_call_all_of_its_text_may_be_chosen() -> None:
    page = """<main><h1>Vänorter 2027</h1><p>För kommuner som vill utveckla samarbetet runt Östersjön.</p>
        <div><h2>Sök</h2><ul><li>Kommuner i hela Sverige<li>Regioner i hela Norden<li>Ideella föreningar</ul></div>
        <p>Ansökan ska vara inne senast den 1 mars 2027.</p></main>"""
    offered = [(part.path, part.entries) for part in regions.candidates(pages.opened(page.encode(), "text/html"))]

    assert offered == [("main[1]/div[1]/ul[1]", 3), ("main[1]", 0)]
    (found,) = read(page.encode(), pages.WHOLE, "main[1]")
    assert "1 mars 2027" in found.summary


def test_each_entry_is_news_with_its_title_link_and_day() -> None:
    body = news(*TITLES)
    found = read(body, pages.EACH, choose(body).path)

    assert [one.title for one in found] == list(TITLES)
    assert found[0].link == "https://programmet.example/nyhet/%C3%96ppen" or found[0].link.endswith("/nyhet/Öppen")
    assert found[0].summary.endswith("Läs om öppen utlysning för små projekt för kommuner i norr.")
    assert [one.kind for one in found] == ["call", "news", "event"]
    assert found[1].published is not None
    assert found[1].published.day == 2


def test_a_new_entry_is_new_and_the_old_ones_are_the_same_as_before() -> None:
    before, after = news(*TITLES), news("Extra utlysning i höst", *TITLES)
    path = choose(before).path
    known = {one.external_id for one in read(before, pages.EACH, path)}

    assert [one.title for one in read(after, pages.EACH, path) if one.external_id not in known] == [
        "Extra utlysning i höst"
    ]


def test_a_banner_above_and_another_foot_change_nothing_in_the_chosen_part() -> None:
    path = choose(news(*TITLES)).path
    first = read(news(*TITLES), pages.WHOLE, path)
    second = read(news(*TITLES, foot="© 2027"), pages.WHOLE, path)
    third = read(news(*TITLES).replace(b"<h1>", b"<p>Vi byter system!</p><h1>"), pages.WHOLE, path)

    assert first[0].content_hash() == second[0].content_hash() == third[0].content_hash()


def test_a_list_that_is_put_before_the_chosen_one_is_not_taken_for_it() -> None:
    listed = "".join(f"<li><a href='/{n}'>{title}</a></li>" for n, title in enumerate(TITLES))
    page = "<html><body>{}<div class='css-12345 page'><ul class='calls'>" + listed + "</ul></div></body></html>"
    path = choose(page.format("").encode()).path
    alert = "<div class='alert'><ul><li>Vi byter system på fredag</li><li>Sidan är stängd på lördag</li></ul></div>"

    assert path == "div.page[1]/ul.calls[1]"
    assert [one.title for one in read(page.format(alert).encode(), pages.EACH, path)] == list(TITLES)
    # One that was chosen before classes were noted is still found.
    assert [one.title for one in read(page.format("").encode(), pages.EACH, "div[1]/ul[1]")] == list(TITLES)


def test_the_text_as_a_whole_changes_when_a_word_does() -> None:
    path = choose(news(*TITLES)).path
    before, after = news(*TITLES), news("Öppen utlysning för stora projekt", *TITLES[1:])
    (was,), (now,) = read(before, pages.WHOLE, path), read(after, pages.WHOLE, path)

    assert was.external_id == now.external_id
    assert was.content_hash() != now.content_hash()
    assert "<script" not in now.body_html
    assert (now.title, now.link) == ("Utlysningar – Programmet", URL)


def test_a_part_that_is_gone_is_told_and_nothing_else_is_taken_for_it() -> None:
    path = choose(news(*TITLES)).path
    with pytest.raises(UnreadableAnswer) as caught:
        read(b"<html><body><h1>Ny webbplats</h1></body></html>", pages.EACH, path)
    assert caught.value.code == "region_gone"


def test_entries_that_share_a_link_are_told_apart_by_their_words() -> None:
    body = b"<html><body><table><tbody>" + b"".join(
        f"<tr><td>Utlysning nummer {n}</td><td><a href='/ansok'>Ansök</a></td></tr>".encode() for n in range(5)
    ) + b"</tbody></table></body></html>"  # fmt: skip
    found = read(body, pages.EACH, choose(body).path)
    assert len({one.external_id for one in found}) == 5


@pytest.mark.parametrize(
    "entry",
    [
        "<p><a href='/{n}'>Utlysning {n} för skolor i norr</a> stänger i maj</p>",
        "<h3><a href='/{n}'>Utlysning {n} för skolor i norr</a></h3><p>Läs mer om den här.</p>",
        "<div><div><a href='/{n}'><h4>Utlysning {n} för skolor i norr</h4><span>maj</span></a></div></div>",
        "<a class='kort' href='/{n}'><strong>Utlysning {n} för skolor i norr</strong><br>Läs mer</a>",
        "<article><header><a href='/{n}'>Utlysning {n} för skolor i norr</a></header>Text</article>",
    ],
)
def test_lists_are_found_however_a_page_is_built(entry: str) -> None:
    listed = "".join(entry.format(n=n) for n in range(1, 6))
    body = f"<html><body><main><h1>Nyheter</h1><p>Om oss.</p><div>{listed}</div></main></body></html>".encode()
    found = read(body, pages.EACH, choose(body).path)

    assert [one.link for one in found] == [f"https://programmet.example/{n}" for n in range(1, 6)]
    assert all(one.title.startswith("Utlysning") for one in found)


def found_in(markup: str) -> list[tuple[str, str, str]]:
    """Title, link and summary of what the first list of a page with this in it tells."""
    body = f"<html><body><main>{markup}</main></body></html>".encode()
    return [(one.title, one.link, one.summary) for one in read(body, pages.EACH, choose(body).path)]


def test_what_stands_below_a_heading_or_a_term_belongs_to_it() -> None:
    headed = "".join(
        f"<h2>{title}</h2><p>Sök senast 1 mars.</p><p><a href='/{n}'>Läs mer</a></p>" for n, title in enumerate(TITLES)
    )
    terms = "".join(f"<dt><a href='/{n}'>{title}</a></dt><dd>Sök senast 1 mars.</dd>" for n, title in enumerate(TITLES))

    for n, title in enumerate(TITLES):
        link = f"https://programmet.example/{n}"
        assert found_in(headed)[n] == (title, link, "Sök senast 1 mars. Läs mer")
        assert found_in(f"<dl>{terms}</dl>")[n] == (title, link, "Sök senast 1 mars.")


@pytest.mark.parametrize("head", ["<thead><tr>{}</tr></thead><tbody>", "<tbody><tr>{}</tr>"])
def test_the_cells_of_a_row_are_told_with_the_heads_of_their_columns(head: str) -> None:
    heads = head.format("<th>Öppnar</th><th>Utlysning</th><th>Stänger</th>")
    rows = "".join(
        f"<tr><td>2027-01-10</td><td><a href='/{n}'>{title}</a></td><td>2027-03-01</td></tr>"
        for n, title in enumerate(TITLES)
    )
    found = found_in(f"<table>{heads}{rows}</tbody></table>")

    assert [one[0] for one in found] == list(TITLES)
    assert found[0][2] == "Öppnar: 2027-01-10. Stänger: 2027-03-01."


def test_an_entry_that_begins_in_bold_is_named_by_it() -> None:
    names = ["Nordplus 2027", "Erasmus+ skola", "Kreativa Europa"]
    found = found_in(
        "".join(f"<p><strong>{name}</strong> – sök i mars. <a href='/{name[0]}'>Läs mer</a></p>" for name in names)
    )
    assert [one[0] for one in found] == names
    assert found[0][2] == "sök i mars. Läs mer"


def test_the_choice_travels_in_the_fragment_and_is_never_sent() -> None:
    address = pages.joined(URL + "#top", pages.EACH, "@content/ul[1]")
    assert pages.parted(address) == (URL, pages.EACH, "@content/ul[1]")
    assert pages.parted(URL) == (URL, pages.WHOLE, "")


def test_the_choice_goes_along_where_the_page_has_moved() -> None:
    address = pages.joined(URL, pages.EACH, "@content/ul[1]")
    moved = redirected(Request(address), "/nya-utlysningar", 301).url
    assert pages.parted(moved) == ("https://programmet.example/nya-utlysningar", pages.EACH, "@content/ul[1]")


def test_every_part_that_is_offered_is_found_again() -> None:
    root = pages.opened(news(*TITLES), "")
    for one in regions.candidates(root):
        assert regions.at(root, one.path) is not None


@pytest.mark.parametrize("path", ["../..", "div[0]", "div[99999]", "@", "script[1]", "a'b", "div[1]/"])
def test_a_path_that_names_nothing_is_gone(path: str) -> None:
    with pytest.raises(UnreadableAnswer):
        read(news(*TITLES), pages.EACH, path)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fall(body: bytes) -> None:
    try:
        answer = PAGE.read(b"<p>" + body, {}, address=URL)
    except Trouble:
        return
    assert all(one.external_id for one in answer.findings)


def test_a_page_in_another_encoding_and_a_deep_one_are_read_and_a_huge_one_is_refused() -> None:
    old = "<html><body><p>Länsstyrelsen Jämtland söker partner i Norge och Finland i höst</p></body></html>"
    (found,) = PAGE.read(old.encode("latin-1"), {"content-type": "text/html; charset=iso-8859-1"}, address=URL).findings
    assert "Jämtland söker" in found.summary
    assert regions.candidates(pages.opened(b"<body>" + b"<div>" * 5000 + b"hej " * 50, "")) is not None
    with pytest.raises(TooLarge):
        pages.opened(b"<p>" * 2_000_000, "")
