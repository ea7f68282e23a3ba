"""Builders for tests: files of project data in the shapes that are published."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from utblick.finder import importing
from utblick.finder.models import FundedProject, Participant, ProjectFile

PROJECT = (
    "id;acronym;status;title;startDate;endDate;totalCost;ecMaxContribution;legalBasis;topics;ecSignatureDate;frameworkProgramme;"
    "masterCall;subCall;fundingScheme;nature;objective;contentUpdateDate;rcn;grantDoi"
)
ORGANISATION = (
    "projectID;projectAcronym;organisationID;vatNumber;name;shortName;SME;activityType;street;postCode;city;country;nutsCode;"
    "geolocation;organizationURL;contactForm;contentUpdateDate;rcn;order;role;ecContribution;netEcContribution;totalCost;"
    "endOfParticipation;active"
)


def quoted(cells: Sequence[Any]) -> str:
    return ";".join('"{}"'.format(str(cell).replace('"', '""')) for cell in cells)


def project_line(number: int, title: str = "Care at home for older people", text: str = "", **told: str) -> str:
    known = {
        "id": number,
        "acronym": f"ACR{number}",
        "title": title,
        "objective": text or f"{title} with digital services.",
        "startDate": "2022-09-01",
        "endDate": "2025-08-31",
        "totalCost": "2073781,25",
        "ecMaxContribution": "1000000,5",
        "frameworkProgramme": "HORIZON",
        "topics": "HORIZON-HLTH-2021",
    }
    return quoted([{**known, **told}.get(name, "") for name in PROJECT.split(";")])


def part_line(number: int, name: str = "Municipality of Snåsa", pic: str = "", **told: str) -> str:
    known = {
        "projectID": number,
        "organisationID": pic or "9" + str(abs(hash(name)))[:8],
        "name": name,
        "country": "NO",
        "activityType": "PUB",
        "city": "Snåsa",
        "nutsCode": "NO060",
        "geolocation": "(64.25,12.38)",
        "organizationURL": "www.snasa.no",
        "role": "participant",
        "ecContribution": "299250,5",
    }
    return quoted([{**known, **told}.get(heading, "") for heading in ORGANISATION.split(";")])


def make_cordis(folder: Path, projects: Sequence[str], parts: Sequence[str], name: str = "cordis.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        # Published in the wrong order on purpose: the reader sorts them out.
        archive.writestr("csv/organization.csv", "\ufeff" + "\r\n".join([ORGANISATION, *parts]))
        archive.writestr("csv/project.csv", "\ufeff" + "\r\n".join([PROJECT, *projects]))
        archive.writestr("csv/topics.csv", "projectID;topic;title\r\n1;X;Y")
    return path


def make_json(folder: Path, rows: Sequence[dict[str, Any]], name: str = "projects.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(rows, ensure_ascii=False))
    return path


def make_csv(folder: Path, rows: Sequence[dict[str, Any]], name: str = "projects.csv", delimiter: str = ",") -> Path:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path = folder / name
    path.write_text(out.getvalue())
    return path


def imported(path: Path) -> ProjectFile:
    file = importing.noted(path)
    importing.read_on(file)
    file.refresh_from_db()
    return file


def make_project_data(folder: Path) -> None:
    """Three projects, of which two are about care; Snåsa is in both of those and a German company in the third."""
    oulu = {"country": "FI", "activityType": "HES", "city": "Oulu", "nutsCode": "FI1D9", "pic": "900000002"}
    kiel = {"country": "DE", "activityType": "PRC", "city": "Kiel", "nutsCode": "DEF02", "pic": "900000003"}
    projects = [
        project_line(101, "Care at home for older people", "Telecare and home care for elderly people in rural areas."),
        project_line(102, "Elderly care with welfare technology", "Older people live at home with digital care."),
        project_line(103, "Batteries for ships", "Electric charging of ferries.", frameworkProgramme="H2020"),
    ]
    parts = [
        part_line(101, role="coordinator", pic="900000001"),
        part_line(102, pic="900000001"),
        part_line(102, "University of Oulu", **oulu),
        part_line(103, "Schiffbau GmbH", **kiel),
    ]
    imported(make_cordis(folder, projects, parts))


def snasa() -> Participant:
    return Participant.objects.get(pic="900000001")


__all__ = [
    "FundedProject",
    "imported",
    "make_cordis",
    "make_csv",
    "make_json",
    "make_project_data",
    "part_line",
    "project_line",
]
