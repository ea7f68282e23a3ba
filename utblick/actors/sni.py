"""The Swedish standard classification of industries (SNI): codes checked, and named by their first two digits. Pure.

`sni.tsv`: the divisions of SNI 2007 by Statistics Sweden (SCB, open data, CC0; the Swedish form of NACE Rev. 2). SNI 2025 has the
same ones under the same numbers but for 45, which it has shared out, so that a code of either edition is named. What a company
does within its division it tells in its own words, and registers tell it beside the code.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LONGEST = 5


@dataclass(frozen=True, slots=True)
class Division:
    number: str
    sv: str
    en: str

    def name(self, language: str) -> str:
        return self.sv if language == "sv" else self.en


class UnknownCode(ValueError):
    """No code of the classification."""


@cache
def divisions() -> dict[str, Division]:
    text = files("utblick.actors").joinpath("sni.tsv").read_text("utf-8")
    rows = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row[0]: Division(*row[:3]) for row in rows}


def sni_code(text: str) -> str:
    """The digits of "16.231", "16231" or "16.231 Tillverkning av monteringsfärdiga trähus". Raises UnknownCode."""
    told = re.match(r"(?:SNI\s*)?(\d[\d.\s]*)", text.strip(), re.IGNORECASE)
    digits = re.sub(r"\D", "", told[1]) if told else ""
    if not 2 <= len(digits) <= LONGEST or digits[:2] not in divisions():
        raise UnknownCode(text)
    return digits


def written(code: str) -> str:
    """As SCB writes it: 16.231."""
    return f"{code[:2]}.{code[2:]}" if len(code) > 2 else code


def division_of(code: str) -> Division | None:
    return divisions().get(code[:2])
