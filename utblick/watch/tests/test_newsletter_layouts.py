"""Newsletters as the common mailing programs make them, and as people send them on: which things they tell."""

import time
from email.message import EmailMessage

import pytest

from utblick.watch.connectors import Finding, newsletters
from utblick.watch.connectors.feed_kind import kind_of
from utblick.watch.tests.test_newsletters import letter

TO = "https://example.org/r/"
FOOT = (
    f"<table><tr><td><a href='https://facebook.com/x'><img alt='Facebook' src='f.png'></a><a href='{TO}dela'>Dela på LinkedIn</a>"
    f"<a href='{TO}van'>Tipsa en vän</a></td></tr><tr><td><h4>Nätverket</h4><p>Storgatan 1, Brussels</p>"
    f"<p>This email was sent to you</p>"
    f"<p>Du får detta brev för att du anmält dig.</p><p><a href='{TO}bort'>Unsubscribe here</a></p></td></tr></table>"
)


def told(markup: str, subject: str = "Nyhetsbrev maj") -> list[Finding]:
    return list(newsletters.findings(letter(subject, f"<html><body>{markup}</body></html>")))


def titles(markup: str) -> list[str]:
    return [one.title for one in told(markup)]


def in_text(text: str, subject: str = "Brevet") -> list[Finding]:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "Karin <karin@kommun.example>", subject, "<1@x>"
    message.set_content(text)
    return list(newsletters.findings(message.as_bytes()))


def test_headings_that_are_only_set_in_larger_letters_are_headings() -> None:
    def block(title: str, said: str, number: int) -> str:
        return (
            f"<div><p style='font-size:24px'>{title}</p></div><div><p style='font-size:15px'>{said}</p></div>"
            f"<div><a href='{TO}{number}'>Till utlysningen</a></div>"
        )

    first, second = told(
        block("Mobilitet i små kommuner", "Tjugo miljoner delas ut i år.", 1)
        + block("Kalendarium", "Den 12 maj är det öppet hus.", 2)
        + FOOT
    )
    assert (first.title, first.link, first.summary) == (
        "Mobilitet i små kommuner",
        f"{TO}1",
        "Tjugo miljoner delas ut i år.",
    )
    assert (second.title, second.link) == ("Kalendarium", f"{TO}2")


def test_what_stands_in_every_newsletter_is_no_item_and_in_no_text() -> None:
    articles = "".join(
        f"<h2>En sak som har hänt {n}</h2><p>Kommuner i norr är med. <a href='{TO}{n}'>Läs mer »</a></p>"
        for n in (1, 2)
    )
    found = told(f"<h1>Hej alla läsare!</h1><p>Här kommer brevet, med många nyheter i maj.</p>{articles}{FOOT}")

    assert [one.title for one in found] == ["En sak som har hänt 1", "En sak som har hänt 2"]
    assert [one.summary for one in found] == ["Kommuner i norr är med.", "Kommuner i norr är med."]


@pytest.mark.parametrize(
    "foot",
    [
        "<p>Sie möchten keine Post mehr? <a href='{0}a'>Hier abmelden</a></p><h3>Weiterempfehlen</h3>"
        "<a href='{0}b'>Newsletter weiterempfehlen</a>",
        "<h3>Seuraa meitä</h3><p><a href='{0}a'>Facebook</a></p><p><a href='{0}b'>Peruuta tilaus</a></p>",
        "<h3>Følg oss</h3><p><a href='{0}a'>Facebook</a></p><p><a href='{0}b'>Meld deg av</a></p>",
    ],
)
def test_the_foot_is_known_in_other_languages(foot: str) -> None:
    articles = "".join(
        f"<h2><a href='{TO}{n}'>Städtepartnerschaft {n}</a></h2><p>Städte können bis Mai mitmachen.</p>" for n in (1, 2)
    )
    found = told(articles + foot.format(TO))
    assert [(one.title, one.summary) for one in found] == [
        (f"Städtepartnerschaft {n}", "Städte können bis Mai mitmachen.") for n in (1, 2)
    ]


@pytest.mark.parametrize(
    "title", ["Seminarium om integritet och AI", "Avslutande konferens i Umeå", "Facebook inför nya regler i EU"]
)
def test_a_heading_is_not_taken_for_service_by_a_word_in_it(title: str) -> None:
    assert title in titles(
        f"<h2><a href='{TO}1'>{title}</a></h2><p>Kommuner i norr är med.</p>"
        f"<h2><a href='{TO}2'>Något annat också</a></h2><p>Kommuner i norr är med.</p>"
    )


def test_the_headings_within_one_text_do_not_part_it() -> None:
    said = (
        "<h1>Tjugo miljoner till små kommuner</h1><p>Nu kan kommuner med få invånare söka stöd för att prova nytt.</p>"
    )
    said += "<h2>Vem kan söka?</h2><p>Kommuner med färre än tjugotusen invånare, gärna flera tillsammans i länet.</p>"
    said += "<h2>Bakgrund</h2><p>Regeringen gav uppdraget i fjol, och det gäller till och med nästa års slut.</p>"
    said += f"<h2>Kontakt</h2><p>Anna Berg, 08-123 45 67, <a href='{TO}anna'>skriv till Anna om du undrar</a></p>"
    (one,) = told(said, "Tjugo miljoner till små kommuner")
    assert "färre än tjugotusen" in one.summary


def test_a_list_of_links_below_a_heading_is_as_many_things() -> None:
    rows = ["Ny budget föreslås för EU efter 2027", "Synpunkter på sammanhållningspolitiken"]
    listed = "".join(f"<li><a href='{TO}{n}'>{row}</a></li>" for n, row in enumerate(rows))
    call = "<h2>Utlysning för alla</h2><p>Kommuner i norr är med.</p>"
    call += f"<ul><li><a href='{TO}9'>Handledning för den som ansöker</a></li></ul>"
    assert titles(f"{call}<h2>Kort om annat</h2><ul>{listed}</ul>") == ["Utlysning för alla", *rows]


def test_a_headline_that_is_a_picture_is_told_by_what_it_shows() -> None:
    headed = f"<a href='{TO}1'><h2><img src='1.png' alt='Skärgården söker vänkommuner'></h2></a><p>Fem kommuner vill veta mer.</p>"
    pictured = f"<h2><a href='{TO}2'>Ny rapport om EU-kontor</a></h2>"
    pictured += "<p>Kommuner i norr är med.</p>"
    pictured += f"<a href='{TO}3'><img alt='Ny strategi för landsbygden'></a>"
    twice = f"<a href='{TO}2'><img alt='En bild på ett kontor'></a>"
    twice += "<a href='https://example.org/'><img alt='Nyhetsbrev från regionen'></a>"
    assert titles(headed + pictured + twice) == [
        "Skärgården söker vänkommuner",
        "Ny rapport om EU-kontor",
        "Ny strategi för landsbygden",
    ]


def test_a_short_headline_is_known_by_the_link_that_its_read_more_repeats() -> None:
    def row(title: str, number: int) -> str:
        read_on = f"<a href='{TO}{number}'>Read more</a>"
        return f"<div><span><a href='{TO}{number}'>{title}</a></span><div>Kommuner i norr är med. {read_on}</div></div>"

    assert titles(row("Rural areas attract young families", 1) + row("Cargo bikes in snow", 2)) == [
        "Rural areas attract young families",
        "Cargo bikes in snow",
    ]


OUTLOOK = (
    "<p class='MsoNormal'><b><span style='font-size:14.0pt'>Utlysning om minne<o:p></o:p></span></b></p><p class='MsoNormal'>"
    "Utlysningen <a href='https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fec.europa.eu%2Fx%2Ftopic-details%2FCERV-2026-CITIZENS-REM"
    "&amp;data=05%7C02&amp;reserved=0'>CERV-2026-CITIZENS-REM</a> är öppen.</p>"
    "<p class='MsoNormal'><b><span style='font-size:14.0pt'>Dag om integration</span></b></p>"
    "<p class='MsoNormal'>Välkomna till Östersund i maj! "
    "<a href='https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fdag%3Fid%3D7&amp;data=05'>här</a></p>"
    "<p class='MsoNormal'>Med vänlig hälsning</p><p class='MsoNormal'><b>Eva Lind</b></p><p class='MsoNormal'>EU-samordnare<br>"
    "<a href='http://www.lansstyrelsen.example/jamtland'>www.lansstyrelsen.example/jamtland</a></p>"
)


def test_a_letter_from_outlook_leads_past_its_safe_links_and_ends_with_the_signature() -> None:
    first, second = told(OUTLOOK)
    assert (first.title, first.link) == (
        "Utlysning om minne",
        "https://ec.europa.eu/x/topic-details/CERV-2026-CITIZENS-REM",
    )
    assert first.identifiers == ("call:CERV-2026-CITIZENS-REM",)
    assert (second.title, second.link, second.summary) == (
        "Dag om integration",
        "https://example.org/dag?id=7",
        "Välkomna till Östersund i maj!",
    )


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Utlysningen CERV-2026-CITIZENS-TOWN-TT är öppen.", True),
        ("Kommunen har beviljats stöd ur utlysningen CERV-2026-CITIZENS-TOWN-TT.", False),
        ("Ansök i CERV-2026-CITIZENS-TOWN-TT eller CERV-2026-CITIZENS-REM.", False),
        ("Vi minns CERV-2026-CITIZENS-TOWN-TT.", False),
    ],
)
def test_a_call_that_is_named_in_the_text_alone_is_known_where_it_invites_to_apply(said: str, named: bool) -> None:
    first, _second = told(
        f"<h2>Vänorter möts</h2><p>{said}</p><a href='{TO}1'>Mer</a><h2>En annan nyhet</h2><p>{said * 2}</p>"
    )
    assert first.identifiers == (("call:CERV-2026-CITIZENS-TOWN-TT",) if named else ())


def test_a_way_to_the_web_that_only_says_click_here_is_known_by_the_words_around_it() -> None:
    (one,) = told(f"<p>Har du problem att läsa brevet? <a href='{TO}web'>Klicka här</a></p><p>Vi flyttar i maj.</p>")
    assert (one.link, one.summary) == (f"{TO}web", "Vi flyttar i maj.")


TEXT = """EU-NYTT FRÅN NORR, VECKA 19

Läs brevet på webben: https://example.org/brev

I detta brev:
1. Ny utlysning för skogskommuner
2. Remiss om landsbygden

------------------------------

1. Ny utlysning för skogskommuner

Fyra miljoner delas ut till kommuner
som bygger i trä.
Läs mer: https://example.org/skog

2. Remiss om landsbygden

Svar senast den 15 augusti.
https://example.org/remiss

------------------------------
Du får detta brev för att du finns på vår lista.
Avanmälan: https://example.org/bort
"""


def test_a_letter_in_plain_text_is_parted_at_its_headings() -> None:
    first, second = in_text(TEXT)
    assert (first.title, first.link, first.kind) == (
        "Ny utlysning för skogskommuner",
        "https://example.org/skog",
        "call",
    )
    assert first.summary == "Fyra miljoner delas ut till kommuner som bygger i trä."
    assert (second.title, second.link) == ("Remiss om landsbygden", "https://example.org/remiss")


def test_a_heading_in_plain_text_may_have_a_line_beneath_it() -> None:
    text = "Hej\n\n** Vänorter möts\n-----\nMer på https://example.org/1 i dag.\n\n"
    text += "Skolor söker\n============\nhttps://example.org/2 nu"
    assert [(one.title, one.link) for one in in_text(text)] == [
        ("Vänorter möts", "https://example.org/1"),
        ("Skolor söker", "https://example.org/2"),
    ]


def test_numbered_paragraphs_of_one_text_are_not_parted() -> None:
    (one,) = in_text("Gör så här:\n\n1. Läs utlysningen noga\n\n2. Skriv en ansökan\n\nLycka till!")
    assert one.title == "Brevet"


@pytest.mark.parametrize(
    "head",
    [
        "<p>Något för oss? /Karin</p><div><p><b>Från:</b> Nätverket &lt;brev@x.example&gt;<br><b>Skickat:</b> den 7 maj<br>"
        "<b>Till:</b> Karin Ek<br><b>Ämne:</b> Brevet</p></div>",
        "<div dir='ltr'>Se<br><div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message ---------<br>Från: "
        "<strong>Nätverket</strong> <span>&lt;<a href='mailto:b@x.example'>b@x.example</a>&gt;</span><br>Date: tors 7 maj<br>"
        "Subject: Brevet<br>To: Karin Ek<br></div><br>",
        "<blockquote><div>Vidarebefordrat brev:</div><br><div><b>Från: </b><span>Nätverket &lt;b@x.example&gt;</span></div>"
        "<div><b>Ämne: </b><b>Brevet</b></div><div><b>Datum: </b>7 maj</div><div><b>Till: </b>Karin Ek</div><br><div>",
    ],
)
def test_a_letter_that_was_sent_on_is_told_without_the_head_that_this_put_above_it(head: str) -> None:
    (whole,) = told(f"{head}<p>Vi flyttar i maj, och söker nya lokaler.</p>", "Vb: Brevet")
    assert whole.authority == "Nätverket"
    assert "Karin Ek" not in whole.summary + whole.body_html
    assert whole.summary.endswith("Vi flyttar i maj, och söker nya lokaler.")

    pieces = told(f"{head}{OUTLOOK}", "Fwd: Brevet")
    assert [(one.title, one.authority) for one in pieces] == [
        ("Utlysning om minne", "Nätverket"),
        ("Dag om integration", "Nätverket"),
    ]


def test_a_plain_letter_that_was_sent_on_as_a_quotation_is_parted_too() -> None:
    head = "Begin forwarded message:\n\nFrom: Nätverket <b@x.example>\nSubject: Brevet\nDate: 7 maj\nTo: Karin Ek\n\n"
    quoted = "\n".join(f"> {line}" for line in (head + TEXT).splitlines())
    found = in_text(quoted, "Fwd: Brevet")
    assert [(one.title, one.authority) for one in found] == [
        ("Ny utlysning för skogskommuner", "Nätverket"),
        ("Remiss om landsbygden", "Nätverket"),
    ]
    (whole,) = in_text(f"{head}Vi flyttar.", "Fwd: Brevet")
    assert (whole.authority, whole.summary) == ("Nätverket", "Vi flyttar.")


def test_a_letter_without_end_is_read_in_time() -> None:
    began = time.process_time()
    deep = "<div style='font-size:20px'>view hälsning " * 200 + "</div>" * 200
    assert told(deep * 49 + "<p>x <a href='u'>here</a></p>" * 200)
    assert told("<p>From: " * 30_000)
    assert told("<div>" + "<a href='u'>x</a> " * 4_500 + "</div>")
    assert in_text("RUBRIK\n\n" + "view " * 100_000, "Brev")
    assert (
        len(in_text("".join(f"RUBRIK NUMMER {number}\n\n{'ord ' * 20}\n\n" for number in range(40_000)), "Brev")) == 60
    )
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Neuer Aufruf: Städtepartnerschaften", "call"),
        ("Uusi haku: Interreg Aurora avautuu", "call"),
        ("Partnergesuch: Jugendaustausch mit Schweden", "partner_search"),
        ("Join our webinar on rural mobility", "event"),
        ("Välkommen till vårt webbinarium om skog", "event"),
        ("Join the network of small towns", "news"),
        ("Neue Hakuna-Schule in Gera", "news"),
    ],
)
def test_what_a_piece_is_of_is_read_from_how_its_title_begins_in_more_languages(title: str, kind: str) -> None:
    assert kind_of(title, ()) == kind
