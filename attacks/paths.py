"""Paths that lead elsewhere: in names of files and of members of archives, and in addresses."""

import io
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from attacks.place import Place, place
from attacks.telling import Tried, printed

NAMES = [
    *(
        "../../evil",
        "..\\..\\evil",
        "/tmp/evil",
        "C:\\evil",
        "....//....//evil",
        "%2e%2e%2fevil",
        "..%2f..%2fevil",
        "..%c0%af..%c0%afevil",
    ),
    *(
        "evil\x00.pdf",
        "../" * 40 + "etc/passwd",
        "file:///etc/passwd",
        "~/evil",
        "$HOME/evil",
        "\\\\host\\share\\evil",
        "./../evil",
    ),
    *(
        "x\r\nSet-Cookie: a=b.pdf",
        'x"; filename="evil.exe',
        "x\u202efdp.exe",
        "x" * 300 + ".pdf",
        ".",
        "..",
        ".htaccess",
    ),
]
ADDRESSES = [
    *(
        "/static/{}",
        "/pictures/{}",
        "/public/{}",
        "/sv/{}",
        "/cms/{}",
        "/colours/{}.css",
        "/cards/{}.png",
        "/{}",
        "/teamwork/{}/1/",
    ),
    *("/public/sv/reports/1/{}/", "/public/data/{}", "/journal/{}/1/"),
]
# What would tell that a file of this machine came out.
TELLING = ("root:x:0", "[package]", "SECRET_KEY", "SQLite format 3", "Index of", "Directory listing")


def attack() -> Iterator[Tried]:
    with place() as here, tempfile.TemporaryDirectory() as folder:
        yield attached(here)
        yield archives(Path(folder))
        yield addresses(here)


def attached(here: Place) -> Tried:
    """Files with such names, kept and handed out again."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from utblick.journal import attachments
    from utblick.tenancy import scope

    through = []
    with scope.acting(here.here):
        for name in NAMES:
            upload = SimpleUploadedFile("x", b"%PDF-1.4 x")
            upload._name = name
            kept = attachments.keep(upload)
            told = attachments.download(kept).headers["Content-Disposition"]
            if (
                any(sign in kept.name for sign in "/\\\r\n\0\u202e")
                or not told.startswith("attachment")
                or "\n" in told
            ):
                through.append(f"{name!r} is kept as {kept.name!r}, handed out as {told!r}")
    return Tried("names of uploaded files", len(NAMES), through)


def archives(folder: Path) -> Tried:
    """Members with such names, and links, in every kind of file that is opened: nothing is written anywhere."""
    from utblick.goals.documents import UnreadableDocument, text_of
    from utblick.tables import UnreadableTable, table_of

    canary = folder / "evil"
    through, times = list[str](), 0
    for name in NAMES:
        for first in ("word/document.xml", "content.xml", "xl/workbook.xml"):
            times += 1
            body = packed(first, name.replace("/tmp/evil", str(canary)))
            for read, refusal in ((text_of, UnreadableDocument), (table_of, UnreadableTable)):
                try:
                    read(body)
                except refusal:
                    pass
                except Exception as error:
                    through.append(f"{name!r}: {error!r}")
    written = [path for path in (canary, Path("/tmp/evil"), Path("evil"), Path("../evil")) if path.exists()]
    return Tried("members of archives, links among them", times, through + [f"{path} was written" for path in written])


def packed(first: str, name: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr(first, "<x/>")
        link = zipfile.ZipInfo(name.replace("\0", ""))
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return body.getvalue()


def addresses(here: Place) -> Tried:
    visitor, through, times = here.browser(here.people["coordinator"]), list[str](), 0
    for form in ADDRESSES:
        for name in [
            *NAMES,
            "../config/settings.py",
            "../../utblick.sqlite3",
            "..%2fpyproject.toml",
            ".git/config",
            ".env",
            "",
        ]:
            address = form.format(name).replace("\r", "%0d").replace("\n", "%0a").replace("\0", "%00")
            times += 1
            answer = visitor.get(address)
            body = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")
            if answer.status_code >= 500 or any(word in body for word in TELLING):
                through.append(f"{address[:100]!r}: {answer.status_code}")
    return Tried("addresses", times, through)


if __name__ == "__main__":
    sys.exit(not printed("Paths that lead elsewhere", attack()))
