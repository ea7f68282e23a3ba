"""The rules as data: every file can be used, and a wrong one is told by its name and the number of its rule."""

from datetime import date
from pathlib import Path

import pytest

from utblick.watch.eligibility import BadRules, Facts, Outcome, Traits, judged, read, scheme_of, schemes

STROMSUND = Facts("municipality", "SE", "SE322", 11_500, ("sv", "en"), ("NO", "FI"))
# The programmes that matter most to a Nordic municipality: each has its rules.
PROMISED = """
cerv-town-twinning cerv-networks-of-towns erasmus-school-mobility erasmus-adult-mobility erasmus-youth life-standard
life-clean-energy interreg-aurora interreg-sweden-norway interreg-northern-periphery-arctic interreg-central-baltic
interreg-baltic-sea-region interreg-north-sea interreg-europe urbact european-urban-initiative creative-europe-cooperation
esf-plus i3-instrument digital-europe horizon-missions nordplus icld-municipal-partnership svenska-institutet
kulturradet-international
"""
GOOD = """
programme = "CERV"
noted = 2026-11-25
name = { sv = "Stöd", en = "Grant" }
whom = { sv = "Alla", en = "All" }
own = { sv = "Inget", en = "None" }
partners = { sv = "Inga", en = "None" }
[document.guide]
title = "Guide"
[[rule]]
about = "size"
sv = "Regel"
en = "Rule"
source = "guide"
where = "1"
needs = { population_from = 50000 }
"""


def scheme(key: str):  # type: ignore[no-untyped-def]
    return next(one for one in schemes() if one.key == key)


def outcomes(key: str, facts: Facts) -> dict[str, Outcome]:
    return {one.rule.about: one.outcome for one in judged(scheme(key), facts)}


def test_every_promised_programme_has_rules_with_source_and_date() -> None:
    assert set(PROMISED.split()) <= {one.key for one in schemes()}
    for one in schemes():
        assert len(one.rules) >= 4, one.key
        assert all(rule.document.title and rule.where for rule in one.rules), one.key
        assert all(rule.checked is None or rule.checked >= date(2026, 11, 1) for rule in one.rules), one.key


def test_what_was_read_in_a_document_says_where_it_lies() -> None:
    read_ones = [
        rule for one in schemes() for rule in one.rules if rule.checked and "Riktlinjer" not in rule.document.title
    ]
    assert read_ones
    assert all(rule.document.address.startswith("http") for rule in read_ones)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('about = "size"', "about"),
        ('source = "guide"', "is no document"),
        ("population_from = 50000", "needs.population"),
        ('sv = "Regel"', "sv and en"),
    ],
)
def test_a_wrong_rule_is_told_by_file_and_number(tmp_path: Path, wrong: str, told: str) -> None:
    broken = {
        'about = "size"': 'about = "colour"',
        'source = "guide"': 'source = "nowhere"',
        "population_from = 50000": 'population = "many"',
        'sv = "Regel"': 'sv = ""',
    }[wrong]
    path = tmp_path / "broken.toml"
    path.write_text(GOOD.replace(wrong, broken), "utf-8")
    with pytest.raises(BadRules, match=r"broken\.toml: rule 1: ") as error:
        read(path)
    assert told in str(error.value)


def test_a_file_with_a_word_nobody_knows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text('colour = "red"\n' + GOOD, "utf-8")
    with pytest.raises(BadRules, match=r"odd\.toml: colour is not understood"):
        read(path)


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text("programme = ", "utf-8")
    with pytest.raises(BadRules, match=r"odd\.toml"):
        read(path)


def test_a_small_municipality_is_told_that_it_is_too_small_for_the_urban_initiative() -> None:
    assert outcomes("european-urban-initiative", STROMSUND)["size"] == Outcome.NOT_MET
    assert outcomes("european-urban-initiative", Facts(population=120_000))["size"] == Outcome.MET


def test_a_quality_label_is_for_the_applicant_to_say() -> None:
    """Nothing here knows whether a municipality holds one."""
    told = [(one.rule.words.sv, one.outcome) for one in judged(scheme("solidarity-corps-volunteering"), STROMSUND)]
    assert {outcome for words, outcome in told if "kvalitetsmärkning" in words} == {Outcome.UNKNOWN}


def test_the_programme_areas_of_interreg_are_told_apart() -> None:
    assert outcomes("interreg-sweden-norway", STROMSUND)["countries"] == Outcome.MET
    assert outcomes("interreg-northern-periphery-arctic", STROMSUND)["countries"] == Outcome.MET
    assert outcomes("interreg-aurora", STROMSUND)["countries"] == Outcome.MET
    assert outcomes("interreg-aurora", STROMSUND)["content"] == Outcome.NOT_MET  # Jämtland only within Sápmi
    assert outcomes("interreg-central-baltic", STROMSUND)["countries"] == Outcome.NOT_MET


def test_what_is_not_told_is_unknown_and_never_guessed() -> None:
    for one in schemes():
        asked = [found for found in judged(one, Facts()) if "nothing" not in found.rule.needs]
        assert {found.outcome for found in asked} == {Outcome.UNKNOWN}, one.key


def test_partners_are_for_the_application_to_say() -> None:
    found = next(one for one in judged(scheme("cerv-town-twinning"), STROMSUND) if one.rule.about == "partners")
    assert found.outcome == Outcome.UNKNOWN
    assert found.because == (("partner_countries", ("NO", "FI")),)


@pytest.mark.parametrize(
    ("traits", "key"),
    [
        (Traits(("call:CERV-2026-CITIZENS-TOWN-TT",), "CERV", ("CERV Lump Sum Grants",)), "cerv-town-twinning"),
        (Traits(("call:LIFE-2026-CET-OSS",), "LIFE", ("LIFE Project Grants",)), "life-clean-energy"),
        (Traits(("call:HORIZON-MISS-2026-04-CIT-01",), "HORIZON"), "horizon-missions"),
        (
            Traits(
                ("call:HORIZON-CL2-2026-01-DEMOCRACY-01",), "HORIZON", ("HORIZON Coordination and Support Actions",)
            ),
            "horizon-coordination-and-support",
        ),
        (
            Traits(("call:HORIZON-MISS-2027-04-CIT-02",), "HORIZON", ("HORIZON Coordination and Support Actions",)),
            "horizon-missions-coordination",
        ),
        (
            Traits(("call:HORIZON-MISS-2027-04-CIT-05",), "HORIZON", ("HORIZON Pre-commercial Procurement",)),
            "horizon-precommercial-procurement",
        ),
        (Traits(("call:HORIZON-MISS-2026-1",), "HORIZON", ("HORIZON Innovation Actions",)), "horizon-missions"),
        (
            Traits(("call:DIGITAL-2026-X",), "DIGITAL", ("DIGITAL Coordination and Support Actions",)),
            "digital-europe-coordination",
        ),
        (Traits(("call:DIGITAL-2026-X",), "DIGITAL", ("DIGITAL Simple Grants",)), "digital-europe"),
        (Traits(("call:LIFE-2026-PLP-NAT-ENV",), "LIFE", ("LIFE Project Grants",)), "life-legislative-priorities"),
        (Traits(("call:LIFE-2026-TA-PP-ENV-SIP",), "LIFE", ("LIFE Project Grants",)), "life-technical-assistance"),
        (Traits(("call:ESF-2026-POW",), "ESF", ("ESF Project Grants",)), "esf-commission"),
        (Traits(title="Ny utlysning i Interreg Sverige-Norge"), "interreg-sweden-norway"),
        (Traits(title="Erasmus+: sök bidrag för ungdomsutbyten"), "erasmus-youth"),
        (Traits(title="Bidrag till vänortsmöten ur CERV"), "cerv-town-twinning"),
        (Traits(title="ESF+: utlysning i Mellersta Norrland"), "esf-plus"),
        (Traits(title="Nordplus öppnar för ansökningar"), "nordplus"),
    ],
)
def test_a_call_is_recognised(traits: Traits, key: str) -> None:
    found = scheme_of(traits)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize(
    "traits",
    [
        Traits(("ted:381972-2026",), title="Sverige – Militära tält"),
        Traits(("call:EDF-2026-RA",), "EDF", ("EDF Lump Sum Grants",), "Town twinning for defence"),
        Traits(title="Lifelong learning in towns"),
        Traits(title="New call: small Nordic towns and youth exchange"),
    ],
)
def test_what_is_no_such_call_is_left_alone(traits: Traits) -> None:
    assert scheme_of(traits) is None
