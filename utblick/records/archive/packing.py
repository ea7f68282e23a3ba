"""A case → a ZIP file with one folder, laid out by E-ARK CSIP: what it holds as it is, and to be read, each described."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import slugify

from utblick.journal.models import Entry, record
from utblick.records.archive import dublin, mets, premis
from utblick.records.archive.content import Kept, Part, originals, parts, reading
from utblick.records.archive.mets import Described, Group
from utblick.tenancy import scope

SCHEMAS = Path(__file__).with_name("schemas")
XML = "text/xml"


@dataclass(frozen=True, slots=True)
class Package:
    """`name`: of its folder; `body`: the ZIP file."""

    name: str
    body: bytes


def package(case: Any) -> Package:
    """Of what the running work may see of the case; that it was made stands in the trail of the case."""
    with translation.override("sv"):
        made = _made(case)
    told = {"archive_package": made.name, "sha256": hashlib.sha256(made.body).hexdigest()}
    record(case, Entry.Act.CHANGED, before={}, after=told)
    return made


def _made(case: Any) -> Package:
    found, here = parts(case), scope.municipality()
    name = f"utblick-{here.slug}-{case._meta.model_name}-{case.pk}"
    said = Described(
        name=name,
        label=str(case),
        created=timezone.localtime().replace(microsecond=0),
        software="Utblick",
        version=version("utblick"),
        archivist=(here.name, here.organisation_number or here.slug),
        submitter=str(scope.current().user or ""),
        reference=case.case_number,
    )
    return Package(name, _zipped(name, _files(case, found, said), said.created))


def _files(case: Any, found: list[Part], said: Described) -> list[Kept]:
    representations = {
        "original": list(originals(found)),
        "reading": [reading(case, found)],
    }
    inner = [one for name, files in representations.items() for one in _representation(name, files, said)]
    pointers = [Group(f"Representations/{name}", [_metss(inner, name)]) for name in representations]
    descriptive = [Kept("metadata/descriptive/dc.xml", dublin.written(_facts(case, said)), XML)]
    kept = [one for one in inner if not one.path.endswith("METS.xml")]
    preservation = [_premis("metadata/preservation/premis.xml", kept, said)]
    schemas = [Kept(f"schemas/{path.name}", path.read_bytes(), XML) for path in sorted(SCHEMAS.glob("*.xsd"))]
    guide = [Kept("documentation/LASMIG.md", _guide(case, said, found), "text/markdown")]
    whole = replace(
        said,
        descriptive=descriptive,
        preservation=preservation,
        groups=[Group("Documentation", guide), Group("Schemas", schemas)],
        representations=pointers,
    )
    root = Kept("METS.xml", mets.written(whole), XML)
    return [root, *descriptive, *preservation, *guide, *schemas, *inner]


def _metss(files: Iterable[Kept], name: str) -> Kept:
    return next(one for one in files if one.path == f"representations/{name}/METS.xml")


def _representation(name: str, files: list[Kept], said: Described) -> list[Kept]:
    """Its own METS names the files from its own folder."""
    data = [replace(one, path=f"data/{one.path}") for one in files]
    preservation = [_premis("metadata/preservation/premis.xml", data, said)]
    own = replace(
        said,
        name=name,
        preservation=preservation,
        groups=[Group("Data", data)],
        schemas="../../schemas",
    )
    inner = [Kept("METS.xml", mets.written(own), XML), *preservation, *data]
    return [replace(one, path=f"representations/{name}/{one.path}") for one in inner]


def _premis(path: str, files: Iterable[Kept], said: Described) -> Kept:
    told = premis.written(files, package=said.name, created=said.created, software=f"Utblick {said.version}")
    return Kept(path, told, XML)


def _facts(case: Any, said: Described) -> list[tuple[str, str]]:
    unit = getattr(case, "unit", None)
    ground = getattr(case, "secrecy_ground", "")
    return [
        ("title", said.label),
        ("identifier", said.reference),
        ("identifier", said.name),
        ("creator", said.archivist[0]),
        ("contributor", str(unit or "")),
        ("type", str(case._meta.verbose_name)),
        ("date", f"{timezone.localtime(case.created_at):%Y-%m-%d}"),
        ("language", "sv"),
        ("rights", f"Sekretess: {ground}" if ground else "Inga sekretessmarkeringar på ärendet självt"),
        ("source", f"Utblick {said.version}"),
    ]


def _guide(case: Any, said: Described, found: list[Part]) -> bytes:
    kinds = [(one.model._meta.label_lower, str(one.model._meta.verbose_name), len(one.rows)) for one in found]
    return render_to_string("records/paket.md", {"case": case, "said": said, "kinds": kinds}).encode()


def _zipped(name: str, files: Iterable[Kept], created: datetime) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as out:
        for one in files:
            told = zipfile.ZipInfo(f"{name}/{one.path}", created.timetuple()[:6])
            out.writestr(told, one.body, zipfile.ZIP_DEFLATED)
    return body.getvalue()


def file_name(made: Package, case: Any) -> str:
    return f"{made.name}-{slugify(str(case))[:60]}.zip"
