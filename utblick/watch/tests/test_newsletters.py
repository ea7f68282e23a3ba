"""Newsletters by mail: what they tell, and the two kinds of post box that they lie in, one of them a real IMAP server."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from utblick.accounts.models import Municipality, Role
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.tenancy import scope
from utblick.watch import harvest, post, subscribing
from utblick.watch.connectors import Finding, Request, newsletters
from utblick.watch.errors import NotAllowed, NotThere, Trouble, Unreachable
from utblick.watch.models import Item, Source

OURS, THEIRS = "nyheter+ours@example.org", "nyheter+theirs@example.org"
PIECES = (
    "<html><body><p><a href='https://example.org/brev'>Visa i webbläsaren</a></p><table>"
    "<tr><td><h2><a href='https://example.org/1'>Ny utlysning för vänorter</a></h2><p>Sök senast i maj, för kommuner.</p></td></tr>"
    "<tr><td><h2>Webbinarium om Interreg</h2><p>Den tionde juni.</p><a href='https://example.org/2'>Läs mer</a></td></tr>"
    "<tr><td><h3>Följ oss på Facebook</h3><a href='https://facebook.com/x'>Facebook</a></td></tr></table>"
    "<p><a href='https://example.org/bort'>Avprenumerera</a></p><img src='https://example.org/spion.gif'></body></html>"
)


def letter(subject: str = "Nyhetsbrev maj", markup: str = "", to: str = OURS, number: int = 1, **headers: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Programmet <brev@example.org>", to, subject
    message["Date"], message["Message-ID"] = format_datetime(timezone.now()), f"<{number}@example.org>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Hej!\n\nVi öppnar en ny utlysning i höst.")
    if markup:
        message.add_alternative(markup, subtype="html")
    return message.as_bytes()


def told(raw: bytes) -> list[Finding]:
    return list(newsletters.findings(raw))


def test_a_newsletter_of_headed_pieces_tells_a_thing_for_each_that_leads_somewhere() -> None:
    first, second = told(letter(markup=PIECES))

    assert (first.title, first.link) == ("Ny utlysning för vänorter", "https://example.org/1")
    assert first.summary == "Sök senast i maj, för kommuner."
    assert (second.title, second.link, second.kind) == ("Webbinarium om Interreg", "https://example.org/2", "event")
    assert first.authority == "Programmet"
    assert first.external_id != second.external_id


def test_a_piece_that_leads_nowhere_is_told_too_and_leads_to_the_whole_letter() -> None:
    said = "<p>Hör av er till Anna om ni planerar en ansökan till våren; hon svarar på frågor om partner.</p>"
    _first, _second, third = told(
        letter(markup=PIECES.replace("</table>", f"<tr><td><h2>Ny kontakt</h2>{said}</td></tr></table>"))
    )

    assert (third.title, third.link) == ("Ny kontakt", "https://example.org/brev")
    assert third.summary == said.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    "heading",
    [
        "<span style='font-size:22px'><b>{}</b></span><br>Sök senast i maj. <a href='{}'>Läs mer</a>",
        "<img src='x.png'><a href='{1}'>{0}</a><div>Sök senast i maj.</div>",
        "<h5>{}</h5>Sök senast i maj. <a href='{}'>Läs mer</a>",
    ],
)
def test_pieces_are_told_apart_however_their_headings_look(heading: str) -> None:
    titles = ["Nordplus öppnar för skolor i norr", "Seminarium om gränssamarbete i Umeå"]
    rows = "".join(
        f"<tr><td>{heading.format(title, f'https://example.org/{n}')}</td></tr>" for n, title in enumerate(titles)
    )
    leave = "<a href='https://example.org/bort'>Avprenumerera</a> <a href='https://example.org/val'>Inställningar</a>"
    found = told(letter(markup=f"<table>{rows}<tr><td>Du får brevet för att du bett om det. {leave}</td></tr></table>"))

    assert [(one.title, one.link) for one in found] == [
        (title, f"https://example.org/{n}") for n, title in enumerate(titles)
    ]
    assert all(one.summary.startswith("Sök senast i maj.") for one in found)
    assert "Du får brevet" not in found[1].summary


def test_a_letter_with_bold_words_and_a_link_within_its_text_is_one_thing() -> None:
    link = "<a href='https://example.org/1'>läsa mer om det hos oss</a>"
    said = f"<p>Vi berättar att <b>Nordplus öppnar i januari</b> och att ni kan {link}.</p>"
    assert [one.title for one in told(letter("Nordplus öppnar", f"{said}{said}"))] == ["Nordplus öppnar"]


def test_another_newsletter_is_one_thing_without_what_spies_on_its_reader() -> None:
    markup = "<p>Vi flyttar. <a href='https://example.org/web'>View this email in your browser</a></p><img src='https://x.org/p.gif'>"
    (one,) = told(letter("Fwd: VB: Vi flyttar", markup))

    assert (one.title, one.link) == ("Vi flyttar", "https://example.org/web")
    assert "<img" not in one.body_html
    (plain,) = told(letter("Bara text"))
    assert plain.summary == "Hej! Vi öppnar en ny utlysning i höst."


@pytest.mark.parametrize(
    ("subject", "said", "whose"),
    [
        (
            "VB: Partner",
            "<p>Titta!</p><p>Från: Maija Aho &lt;maija@x.example&gt;<br>Skickat: den 9 maj<br>Till: Karin</p>",
            "Maija Aho",
        ),
        (
            "Fwd: Partner",
            "<p>---------- Forwarded message ---------</p><p>From: <b>Nordplus</b> Date: Sat</p>",
            "Nordplus",
        ),
        ("Fwd: Partner", "<p>Titta på den här, det gäller oss alla.</p>", "Programmet"),
        ("SV: Partner", "<p>Tack!</p><p>Från: Maija<br>Skickat: den 9 maj</p>", "Programmet"),
    ],
)
def test_a_message_that_a_person_sent_on_is_told_as_whose_it_is(subject: str, said: str, whose: str) -> None:
    (one,) = told(letter(subject, said))
    assert one.authority == whose


@given(st.binary(max_size=500))
def test_no_message_makes_it_fall(raw: bytes) -> None:
    head = b"Subject: x\r\nMessage-ID: <1@x>\r\nContent-Type: text/html; charset=nonsense\r\n"
    for message in (raw, head + raw, head + b"\r\n" + raw, b"From: =?x?q?" + raw + b"\r\n\r\n"):
        assert all(one.external_id for one in told(message))
        post.recipients(message)


# A Maildir


@pytest.fixture
def maildir(tmp_path: Path, settings: Any) -> Path:
    for name in ("cur", "new", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    settings.POST_BOX, settings.POST_ADDRESS = f"maildir://{tmp_path}/box", "nyheter@example.org"
    return tmp_path / "box"


def deliver(maildir: Path, raw: bytes, name: str) -> None:
    (maildir / "new" / name).write_bytes(raw)


def test_what_came_to_our_address_is_read_and_what_came_to_others_is_not(here: Municipality, maildir: Path) -> None:
    deliver(maildir, letter(markup=PIECES), "1")
    deliver(maildir, letter("Deras", to=THEIRS, number=2), "2")
    deliver(maildir, letter("Vidare", to="lista@example.org", number=3, Delivered_To=OURS.upper()), "3")
    subscribing.subscribe(f"mail:{OURS}", connector_kind="mail")
    harvest.poll()

    assert {item.title for item in Item.objects.all()} == {
        "Ny utlysning för vänorter", "Webbinarium om Interreg", "Vidare",
    }  # fmt: skip


def test_two_municipalities_share_the_box_and_see_their_own(here: Municipality, maildir: Path) -> None:
    deliver(maildir, letter("Vårt brev"), "1")
    deliver(maildir, letter("Vårt brev", to=THEIRS, number=2), "2")
    subscribing.subscribe(f"mail:{OURS}", connector_kind="mail")
    with scope.acting(make_municipality()):
        subscribing.subscribe(f"mail:{THEIRS}", connector_kind="mail")
        harvest.poll()
        assert Item.objects.get().sightings.count() == 1
    assert Item.objects.get().sightings.count() == 1


def test_only_what_is_new_is_read_again_and_a_moved_message_is_not(here: Municipality, maildir: Path) -> None:
    subscribing.subscribe(f"mail:{OURS}", connector_kind="mail")
    deliver(maildir, letter(), "1")
    assert harvest.poll().items_new == 1
    (maildir / "new" / "1").rename(maildir / "cur" / "1:2,S")
    assert harvest.poll().unchanged == 1
    time.sleep(0.01)
    deliver(maildir, letter("Nästa", number=2), "2")
    assert harvest.poll().items_new == 1
    assert Source.objects.get().etag.isdigit()


def test_without_a_box_the_source_says_so(here: Municipality, settings: Any) -> None:
    settings.POST_BOX = ""
    subscribing.subscribe(f"mail:{OURS}", connector_kind="mail")
    harvest.poll()
    assert "driftansvariga" in Source.objects.get().trouble


def test_the_page_tells_the_address_and_begins_to_read(client: Client, here: Municipality, maildir: Path) -> None:
    client.force_login(make_user(Role.COORDINATOR))
    page = reverse("watch:newsletters")
    address = f"nyheter+{here.slug}@example.org"
    assert address in client.get(page).text
    deliver(maildir, letter(to=address), "1")
    source = client.post(page, follow=True).text
    assert "var 30:e minut" in source
    assert f">{address}<" in source
    harvest.poll()
    assert Item.objects.get().title == "Nyhetsbrev maj"


def test_without_a_box_the_page_says_what_the_operator_does(client: Client, here: Municipality, settings: Any) -> None:
    settings.POST_BOX = settings.POST_ADDRESS = ""
    client.force_login(make_user(Role.COORDINATOR))
    assert "UTBLICK_POST_BOX" in client.get(reverse("watch:newsletters")).text
    client.post(reverse("watch:newsletters"))
    assert not Source.objects.exists()


# A mailbox on a real IMAP server

CONFIG = """
base_dir = {place}/run
log_path = {place}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{place}/mail
first_valid_uid = 1
{own_users}
passdb {{
  driver = static
  args = password=hemlig
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={place}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
}}
service anvil {{
  chroot =
}}
"""


@pytest.fixture
def imap() -> Iterator[str]:
    """A Dovecot of its own, with one account; its mail belongs to nobody where the tests run as root."""
    if shutil.which("dovecot") is None:
        pytest.skip("dovecot is not installed (Debian: dovecot-imapd)")
    place, port = Path(tempfile.mkdtemp(prefix="utblick-imap-")), free_port()
    as_root = os.getuid() == 0
    user, group = (65534, 65534) if as_root else (os.getuid(), os.getgid())
    os.chown(place, user, group)
    name = pwd.getpwuid(user).pw_name
    own_users = "" if as_root else f"default_internal_user = {name}\ndefault_login_user = {name}"
    facts = {"place": place, "port": port, "user": user, "group": group, "own_users": own_users}
    (place / "conf").write_text(CONFIG.format(**facts))
    command = ["dovecot", "-F", "-c", str(place / "conf")]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server, place)
        yield f"imap://{quote('nyheter@example.org', safe='')}:hemlig@127.0.0.1:{port}/INBOX"
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(place, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, server: "subprocess.Popen[bytes]", place: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    log = (place / "log").read_text() if (place / "log").exists() else ""
    pytest.skip(f"dovecot does not run here: {log[-300:]}")


def append(box: str, raw: bytes) -> None:
    with post.opened(box) as server:
        server.select("INBOX", readonly=False)
        server.append("INBOX", "", None, raw)  # type: ignore[arg-type]


def test_newsletters_are_read_from_a_real_imap_server_and_left_unread(
    here: Municipality, imap: str, settings: Any
) -> None:
    settings.POST_BOX = imap
    append(imap, letter(markup=PIECES))
    append(imap, letter("Deras", to=THEIRS, number=2))
    subscribing.subscribe(f"mail:{OURS}", connector_kind="mail")
    assert harvest.poll().items_new == 2
    assert harvest.poll().unchanged == 1
    append(imap, letter("Nästa brev", number=3))
    assert harvest.poll().items_new == 1
    with post.opened(imap) as server:
        assert post.said(server.search(None, "UNSEEN")[1]).split() == ["1", "2", "3"]


def test_a_wrong_password_and_a_missing_folder_are_told_without_the_password(here: Municipality, imap: str) -> None:
    asked = Request(f"mail:{OURS}")
    for box, kind in ((imap.replace("hemlig", "fel"), NotAllowed), (imap.replace("INBOX", "Saknas"), NotThere)):
        with pytest.raises(kind) as caught:
            post.fetch(box, asked)
        assert "hemlig" not in str(caught.value)
        assert "fel@" not in str(caught.value)


def test_a_server_that_does_not_answer_is_told() -> None:
    with pytest.raises(Unreachable):
        post.fetch(f"imap://x:y@127.0.0.1:{free_port()}/INBOX", Request(f"mail:{OURS}"))
    with pytest.raises(Trouble):
        post.fetch("pop3://x", Request(f"mail:{OURS}"))
