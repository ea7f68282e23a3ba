"""Fuzzing (atheris, libFuzzer): every reader of what strangers made, guided by the code's own branches, from real files.

    python -m attacks.fuzz             all, ATTACK_RUNS each (6,000 unless said)
    python -m attacks.fuzz feed 500000 one, as long as one likes

A crash, an exception that is none of the reader's own, or ten seconds for one input come through; the input is kept and its path printed.
"""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from attacks.telling import Tried, printed

RUNS = int(os.environ.get("ATTACK_RUNS", "6000"))
SECONDS_EACH = int(os.environ.get("ATTACK_FUZZ_SECONDS", "40"))
SPECIMENS = Path(__file__).parent.parent / "utblick" / "goals" / "tests" / "specimens"
TARGETS = ["policy", "word", "opendocument", "feed", "damaged_feed", "calendar", "notice", "sheet", "search"]


def attack() -> Iterator[Tried]:
    kept = Path(tempfile.mkdtemp(prefix="utblick-fuzz-"))
    for name in TARGETS:
        order = [sys.executable, "-W", "ignore", "-m", "attacks.fuzz", name, str(RUNS), str(kept)]
        said = subprocess.run(order, capture_output=True, text=True, check=False, timeout=600, errors="replace")
        done = [int(one) for one in re.findall(r"(?:Done |#)(\d+)", said.stderr)]
        seeds = re.search(r"seeds: (\d+)", said.stdout)
        crashed = said.returncode != 0
        through = [f"{name}: {reason(said.stderr)}; kept in {kept}"] if crashed else []
        yield Tried(
            f"{name.replace('_', ' ')}, from {seeds[1] if seeds else 0} real files", max(done, default=0), through
        )


def reason(told: str) -> str:
    lines = [line for line in told.splitlines() if re.search(r"ERROR|Exception|Error:", line)]
    return " / ".join(lines[:3])[:250] or "ended without a word"


# The readers, each with the refusals that are its own, and real files to begin from


def policy() -> Callable[[bytes], object]:
    from utblick.goals.reading import read_policy

    return lambda data: read_policy(data.decode("utf-8", "replace")[:20_000])


def word() -> Callable[[bytes], object]:
    from utblick.goals.tests.test_documents import make_docx

    return lambda data: told_document(make_docx(data.decode("utf-8", "replace").replace("\0", "")))


def opendocument() -> Callable[[bytes], object]:
    from utblick.goals.tests.test_documents import make_odt

    return lambda data: told_document(make_odt(data.decode("utf-8", "replace").replace("\0", "")))


def told_document(data: bytes) -> object:
    """In this process, so that its branches are seen; its own refusals are told."""
    from utblick.goals.documents.child import told

    return told({}, data)


def feed() -> Callable[[bytes], object]:
    from utblick.watch.connectors import feed_json, feed_plain
    from utblick.watch.errors import Trouble

    def read(data: bytes) -> None:
        with contextlib.suppress(Trouble, feed_plain.NotPlain):
            feed_json.read(data) if data[:1] in b"{[" else feed_plain.read(data, "https://x.example/")

    return read


def damaged_feed() -> Callable[[bytes], object]:
    from utblick.watch.connectors import connector
    from utblick.watch.errors import Trouble

    def read(data: bytes) -> None:
        with contextlib.suppress(Trouble):
            list(connector("feed").read(data, {"content-type": "text/xml"}, address="https://x.example/").findings)

    return read


def calendar() -> Callable[[bytes], object]:
    from utblick.watch.connectors.calendars import Calendars
    from utblick.watch.errors import Trouble

    def read(data: bytes) -> None:
        with contextlib.suppress(Trouble):
            list(Calendars().read(b"BEGIN:VCALENDAR\n" + data, {}).findings)

    return read


def notice() -> Callable[[bytes], object]:
    from utblick.watch.connectors import notice_xml
    from utblick.watch.errors import Trouble

    def read(data: bytes) -> None:
        with contextlib.suppress(Trouble):
            notice_xml.read(data)

    return read


def sheet() -> Callable[[bytes], object]:
    from utblick.tables import UnreadableTable, table_of
    from utblick.tables.tests.test_lists import sheet_of

    def read(data: bytes) -> None:
        with contextlib.suppress(UnreadableTable):
            table_of(data)
        with contextlib.suppress(UnreadableTable):
            table_of(sheet_of(data.decode("utf-8", "replace")))

    return read


def search() -> Callable[[bytes], object]:
    from utblick.search.wording import terms

    return lambda data: terms(data.decode("utf-8", "replace"), "sv", in_all_languages=True, in_parts=True)


def seeds(name: str) -> list[bytes]:
    from attacks.corpora import feeds

    if name in ("feed", "damaged_feed"):
        return [one for one in feeds() if len(one) < 20_000][:800]
    if name == "policy":
        return [file.read_bytes()[:8_000] for file in sorted(SPECIMENS.glob("*.txt"))]
    if name == "notice":
        samples = (Path(__file__).parent.parent / "utblick").rglob("*.xml")
        return [file.read_bytes() for file in samples if "watch" in file.parts and file.stat().st_size < 60_000]
    return [one.encode() for one in WRITTEN[name]]


WRITTEN = {
    "word": [
        "<w:p><w:pPr><w:pStyle w:val='a'/><w:numPr><w:ilvl w:val='1'/><w:numId w:val='2'/></w:numPr></w:pPr><w:r><w:t>Mål</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:rPr><w:b/><w:sz w:val='40'/></w:rPr><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ],
    "opendocument": [
        "<text:h text:outline-level='2'>Mål</text:h><text:list><text:list-item><text:p>a<text:s text:c='3'/></text:p></text:list-item></text:list>",
        "<table:table><table:table-row><table:table-cell table:number-columns-repeated='2'><text:p>a</text:p></table:table-cell></table:table-row></table:table>",
    ],
    "calendar": [
        "BEGIN:VEVENT\nUID:1\nSUMMARY:Möte\nDTSTART:20300101T100000Z\nDTEND:20300101T110000Z\nRRULE:FREQ=WEEKLY;COUNT=5\nEXDATE:20300108T100000Z\nEND:VEVENT\n",
        "BEGIN:VTODO\nUID:2\nSUMMARY:Svar\nDUE;VALUE=DATE:20300201\nCATEGORIES:a,b\nORGANIZER;CN=Bo:mailto:a@x.example\nEND:VTODO\nEND:VCALENDAR\n",
    ],
    "sheet": [
        "Namn;Land\nLierne;NO\n",
        '"a";"b"\n1,5;2026-05-01\n',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Namn</t></is></c><c r="B1"><v>1</v></c></row>',
    ],
    "search": ["vänort tyskland", '"exakt fras" -utan', "a* OR b", "skola:2026 <->", "färdtjänst/ungdom"],
}


def fuzz(name: str, runs: int, kept: str) -> None:
    import atheris

    with atheris.instrument_imports(
        include=["utblick.goals", "utblick.watch.connectors", "utblick.tables", "utblick.search", "icalendar"]
    ):
        read = globals()[name]()
    folder = Path(tempfile.mkdtemp(dir=kept, prefix=f"{name}-"))
    begin = seeds(name)
    for at, seed in enumerate(begin):
        (folder / str(at)).write_bytes(seed)
    print(f"seeds: {len(begin)}", flush=True)
    limits = [
        f"-runs={runs}",
        f"-max_total_time={SECONDS_EACH}",
        "-timeout=10",
        "-rss_limit_mb=3000",
        "-max_len=20000",
        f"-artifact_prefix={kept}/{name}-",
    ]
    atheris.Setup([sys.argv[0], *limits, "-seed=7", str(folder)], read)
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:]:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "utblick.config.settings")
        import django

        django.setup()
        fuzz(sys.argv[1], int(sys.argv[2]), (sys.argv[3:] or [tempfile.mkdtemp()])[0])
    else:
        sys.exit(not printed("Fuzzing (atheris)", attack()))
