"""Writes project data in the shape that CORDIS publishes: a zip with project.csv and organization.csv.

    python -m benchmarks.project_data FILE.zip [--projects 1000000]

The same seed gives the same file. Quotes, decimal commas, blanks and the odd broken line are as in the real files; the texts are
put together from the procurement vocabulary, so that words are as rare and as common as there.
"""

import argparse
import io
import random
import zipfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.feed_server import sentence

PROJECT = (
    "id;acronym;status;title;startDate;endDate;totalCost;ecMaxContribution;legalBasis;topics;ecSignatureDate;frameworkProgramme;"
    "masterCall;subCall;fundingScheme;nature;objective;contentUpdateDate;rcn;grantDoi"
)
ORGANISATION = (
    "projectID;projectAcronym;organisationID;vatNumber;name;shortName;SME;activityType;street;postCode;city;country;nutsCode;"
    "geolocation;organizationURL;contactForm;contentUpdateDate;rcn;order;role;ecContribution;netEcContribution;totalCost;"
    "endOfParticipation;active"
)
COUNTRIES = [
    "DE",
    "ES",
    "FR",
    "IT",
    "UK",
    "NL",
    "BE",
    "EL",
    "SE",
    "AT",
    "PT",
    "DK",
    "FI",
    "IE",
    "NO",
    "PL",
    "CZ",
    "SI",
    "EE",
    "LV",
]
KINDS = [
    ("PRC", "{} GmbH"),
    ("HES", "University of {}"),
    ("REC", "{} Research Institute"),
    ("PUB", "Municipality of {}"),
    ("OTH", "{} Association"),
]
BROKEN_EVERY = 5_000


class Data:
    def __init__(self, seed: int = 11) -> None:
        self.dice = random.Random(seed)
        self.sentences = [sentence(self.dice, self.dice.randint(9, 18)) for _ in range(20_000)]
        self.organisations = [self._organisation(number) for number in range(120_000)]

    def _organisation(self, number: int) -> str:
        dice, country = self.dice, self.dice.choice(COUNTRIES)
        code, form = dice.choice(KINDS)
        place = f"{dice.choice(self.sentences).split()[0].title()}{number % 997}"
        name, post = form.format(place), f"{dice.randint(10000, 99999)}"
        site = f"https://www.example{number}.org"
        cells = [
            f"9{number:08}",
            f"{country}{number:09}",
            name.upper(),
            place[:8],
            "false",
            code,
            "Main street 1",
            post,
            place,
        ]
        where = f"({dice.uniform(36, 68):.5f},{dice.uniform(-9, 29):.5f})"
        return ";".join(f'"{cell}"' for cell in [*cells, country, f"{country}{dice.randint(11, 79)}1", where, site])

    def project(self, number: int) -> str:
        dice = self.dice
        start = date(2014, 1, 1) + timedelta(days=dice.randint(0, 4500))
        cost = f"{dice.randint(50_000, 9_000_000)},{dice.randint(1, 99)}"
        title, text = dice.choice(self.sentences), ". ".join(dice.choices(self.sentences, k=6))
        frame = dice.choice(["HORIZON", "H2020"])
        end = start + timedelta(days=1200)
        cells = [
            *(str(100_000_000 + number), f"ACR{number}", "SIGNED", title, start, end, cost, cost, "HORIZON.2.5"),
            *(f"{frame}-CL5-2021-D2-{number % 90:02}", start, frame, f"{frame}-CL5-2021", "", "HORIZON-RIA", "", text),
            *("2025-01-01 10:00:00", str(number), f"10.3030/{number}"),
        ]  # fmt: skip
        line = ";".join(f'"{cell}"' for cell in cells)
        return line.replace('";"SIGNED";"', '";"SIGNED;') if number % BROKEN_EVERY == 7 else line

    def parts(self, number: int) -> list[str]:
        dice = self.dice
        # A few take part in very many projects, most in one or two.
        ranks = {int(len(self.organisations) * dice.random() ** 4) for _ in range(dice.randint(1, 5))}
        key = str(100_000_000 + number)
        return [
            f'"{key}";"ACR{number}";{self.organisations[rank]};"";"2025-01-01 10:00:00";"{rank}";"{order}";'
            f'"{"participant" if order else "coordinator"}";"{dice.randint(10, 900)}000,5";"0";"0";"false";"true"'
            for order, rank in enumerate(sorted(ranks))
        ]


def write(path: Path, projects: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        data = Data()
        with archive.open("csv/project.csv", "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8") as file:
            file.write("\ufeff" + PROJECT + "\r\n")
            file.writelines(data.project(number) + "\r\n" for number in range(projects))
        with archive.open("csv/organization.csv", "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8") as file:
            file.write("\ufeff" + ORGANISATION + "\r\n")
            file.writelines(line + "\r\n" for number in range(projects) for line in data.parts(number))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--projects", type=int, default=1_000_000)
    chosen = parser.parse_args()
    write(chosen.file, chosen.projects)


if __name__ == "__main__":
    main()
