"""Project data of Horizon Europe as a test of learning: a funder's own labels on its projects, as in the study behind the targets.

An interest is the Swedish name of a programme part or of a field of science; a project is wanted when the funder gave it that
label. What is read of a project is its title and the first of its deliverables. Half of the projects, by hash, serve for
choosing (the programme parts), the other half for looking afterwards (the fields).
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

PARTS = {
    "Climate, Energy and Mobility": "Klimat, energi och rörlighet",
    "Food, Bioeconomy Natural Resources, Agriculture and Environment": (
        "Livsmedel, bioekonomi, naturresurser, jordbruk och miljö"
    ),
    "Health": "Hälsa",
    "Culture, creativity and inclusive society": "Kultur, kreativitet och ett samhälle för alla",
    "Civil Security for Society": "Samhällets säkerhet",
    "Digital, Industry and Space": "Digitalisering, industri och rymd",
    "Clean, Safe and Accessible Transport and Mobility": "Rena, säkra och tillgängliga transporter",
    "Agriculture, Forestry and Rural Areas": "Jordbruk, skogsbruk och landsbygd",
    "Energy Supply": "Energiförsörjning",
    "Manufacturing Technologies": "Tillverkningsteknik",
}
FIELDS = {
    "clinical medicine": "klinisk medicin",
    "environmental engineering": "miljöteknik",
    "economics and business": "ekonomi och företagande",
    "sociology": "sociologi",
    "earth and related environmental sciences": "geovetenskap och miljövetenskap",
    "health sciences": "hälsovetenskap",
    "agriculture, forestry, and fisheries": "jordbruk, skogsbruk och fiske",
    "materials engineering": "materialteknik",
    "political sciences": "statsvetenskap",
    "electrical engineering, electronic engineering, information engineering": "elektroteknik och elektronik",
    "computer and information sciences": "data- och informationsvetenskap",
    "mechanical engineering": "maskinteknik",
}
MOST, CHARACTERS = 800, 900
_REPORT = "Periodic Reporting for period "


@dataclass(frozen=True)
class Funded:
    """Texts, and for each interest which of them are wanted."""

    name: str
    texts: list[str]
    wanted: dict[str, list[bool]]


def sets(folder: Path) -> list[Funded]:
    def table(name: str) -> Iterator[dict[str, str]]:
        with gzip.open(folder / f"cordis-horizon-2025-03-{name}.csv.gz", "rt", encoding="utf-8") as file:
            yield from csv.DictReader(file)

    titles: dict[str, str] = {}
    for row in table("reportSummaries"):
        titles.setdefault(row["projectID"], row["title"].removeprefix(_REPORT).partition(" - ")[2])
    told: defaultdict[str, str] = defaultdict(str)
    for row in table("projectDeliverables"):
        if row["projectID"] in titles and len(told[row["projectID"]]) < CHARACTERS:
            told[row["projectID"]] += f" {row['title']}. {row['description'][:200]}"
    parts = labels((row["projectID"], row["title"]) for row in table("legalBasis"))
    fields = labels((row["projectID"], (row["euroSciVocPath"].split("/") + [""] * 3)[2]) for row in table("euroSciVoc"))
    drawn = sorted(titles, key=lambda project: sha1(f"utblick-{project}".encode()).hexdigest())

    def text(project: str) -> str:
        return f"{titles[project]}.{told[project]}"[:CHARACTERS]

    return [
        chosen("programme parts", drawn[::2], parts, PARTS, text),
        chosen("fields of science", drawn[1::2], fields, FIELDS, text),
    ]


def labels(rows: Iterator[tuple[str, str]]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for project, label in rows:
        found[project].add(label)
    return found


def chosen(
    name: str, drawn: list[str], known: dict[str, set[str]], interests: dict[str, str], text: Callable[[str], str]
) -> Funded:
    """The first of the projects that have one of the labels."""
    some = [project for project in drawn if known.get(project, set()) & interests.keys()][:MOST]
    wanted = {said: [label in known[project] for project in some] for label, said in interests.items()}
    return Funded(name, [text(project) for project in some], wanted)
