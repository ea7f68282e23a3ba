"""Names of what sources tell by code or in English: types of action, procedures, notices, cross-cutting priorities.

Sources: types of action of Horizon Europe as in the Swedish text of Regulation (EU) 2021/695, article 2; the names of other
programmes' grants are ours, after the Swedish texts of their regulations. Procedures and notices: the Publications Office's code
lists of the eForms SDK (CC BY 4.0), shortened. Cross-cutting priorities are ours.
"""

from typing import NamedTuple


class Name(NamedTuple):
    sv: str
    en: str

    def in_language(self, code: str) -> str:
        return self.sv if code == "sv" else self.en


# Without the programme's own name, which stands before: "LIFE Project Grants".
ACTIONS = {
    "Research and Innovation Actions": Name("forsknings- och innovationsåtgärd", "research and innovation action"),
    "Innovation Actions": Name("innovationsåtgärd", "innovation action"),
    "Coordination and Support Actions": Name("samordnings- och stödåtgärd", "coordination and support action"),
    "Programme Cofund Actions": Name("programmedfinansieringsåtgärd", "programme co-fund action"),
    "Cofund Actions": Name("medfinansieringsåtgärd", "co-fund action"),
    "Pre-commercial Procurement": Name("förkommersiell upphandling", "pre-commercial procurement"),
    "Public Procurement of Innovative Solutions": Name(
        "offentlig upphandling av innovativa lösningar", "public procurement of innovative solutions"
    ),
    "Recognition Prize": Name("pris", "prize"),
    "EIC Grants": Name("bidrag från Europeiska innovationsrådet", "grant of the European Innovation Council"),
    "EIC Accelerator": Name(
        "bidrag och investering för nyskapande småföretag (EIC Accelerator)", "grant and investment for start-ups (EIC Accelerator)"
    ),
    "ERC Proof of Concept Grants": Name(
        "bidrag för att pröva forskningsresultat (Europeiska forskningsrådet)", "proof of concept grant (European Research Council)"
    ),
    "TMA MSCA Doctoral Networks": Name(
        "doktorandnätverk (Marie Skłodowska-Curie)", "doctoral network (Marie Skłodowska-Curie)"
    ),
    "TMA MSCA Postdoctoral Fellowships": Name(
        "postdoktorsstipendium (Marie Skłodowska-Curie)", "postdoctoral fellowship (Marie Skłodowska-Curie)"
    ),
    "TMA MSCA Staff Exchanges": Name(
        "personalutbyte (Marie Skłodowska-Curie)", "staff exchange (Marie Skłodowska-Curie)"
    ),
    "TMA MSCA Cofund": Name(
        "medfinansierat forskarprogram (Marie Skłodowska-Curie)", "co-funded programme (Marie Skłodowska-Curie)"
    ),
    "Project Grants": Name("projektbidrag", "project grant"),
    "Simple Grants": Name("projektbidrag", "simple grant"),
    "Lump Sum Grants": Name("bidrag som klumpsumma", "lump sum grant"),
    "Grants for Financial Support": Name("bidrag som delas ut vidare till andra", "grant to be passed on to others"),
    "Infrastructure Projects": Name("bidrag till infrastruktur", "infrastructure project"),
    "Development Actions": Name("utvecklingsåtgärd", "development action"),
    "Research Actions": Name("forskningsåtgärd", "research action"),
    "Quality Label": Name("kvalitetsmärkning", "quality label"),
    "ECHE Charter": Name("stadga för högre utbildning (rätt att delta)", "charter for higher education (right to take part)"),
    "Framework Partnership Agreement": Name("ramavtal om partnerskap", "framework partnership agreement"),
    "Type of Action": Name("bidrag", "grant"),
}  # fmt: skip
CONTRACTS = {
    "works": Name("byggentreprenad", "works"),
    "supplies": Name("varor", "supplies"),
    "services": Name("tjänster", "services"),
    "combined": Name("varor och tjänster", "supplies and services"),
}
PROCEDURES = {
    "open": Name("öppet förfarande", "open procedure"),
    "restricted": Name("selektivt förfarande", "restricted procedure"),
    "neg-w-call": Name("förhandlat förfarande efter annons", "negotiated procedure with a call"),
    "neg-wo-call": Name("förhandlat förfarande utan annons", "negotiated procedure without a call"),
    "comp-dial": Name("konkurrenspräglad dialog", "competitive dialogue"),
    "comp-tend": Name("konkurrensutsatt anbudsförfarande", "competitive tendering"),
    "innovation": Name("innovationspartnerskap", "innovation partnership"),
    "oth-single": Name("annat förfarande i ett steg", "other procedure in one stage"),
    "oth-mult": Name("annat förfarande i flera steg", "other procedure in several stages"),
}
# As the notices before 2023 say it.
PROCEDURES |= {
    "Open procedure": PROCEDURES["open"],
    "Restricted procedure": PROCEDURES["restricted"],
    "Negotiated procedure": PROCEDURES["neg-w-call"],
    "Accelerated negotiated procedure": Name("påskyndat förhandlat förfarande", "accelerated negotiated procedure"),
    "Competitive procedure with negotiation": Name(
        "konkurrenspräglat förfarande med förhandling", "competitive procedure with negotiation"
    ),
    "Negotiated without a prior call for competition": PROCEDURES["neg-wo-call"],
    "Contract award without prior publication": Name(
        "tilldelning utan annons", "contract award without prior publication"
    ),
    "Competitive dialogue": PROCEDURES["comp-dial"],
    "Innovation partnership": PROCEDURES["innovation"],
    "Concession award procedure": Name("tilldelning av koncession", "concession award procedure"),
    "Concession award without prior concession notice": Name(
        "tilldelning av koncession utan annons", "concession award without a prior notice"
    ),
    "Direct award": Name("direkt tilldelning", "direct award"),
}
NOTICES = {
    "cn": Name("annons om upphandling", "contract notice"),
    "pin": Name("förhandsmeddelande", "prior information notice"),
    "can": Name("meddelande om tilldelat kontrakt", "contract award notice"),
    "veat": Name("meddelande om frivillig förhandsinsyn", "voluntary ex-ante transparency notice"),
    "pmc": Name("förberedande marknadssamråd", "pre-market consultation"),
    "compl": Name("meddelande om genomfört kontrakt", "contract completion notice"),
    "qu": Name("kvalificeringssystem", "qualification system"),
    "subco": Name("meddelande om underentreprenad", "subcontracting notice"),
}
PRIORITIES = {
    "SSH": Name("samhällsvetenskap och humaniora", "social sciences and humanities"),
    "INCO": Name("internationellt samarbete", "international cooperation"),
    "SocietalEngagement": Name("medborgarnas medverkan", "societal engagement"),
    "MultiActorApproach": Name("samverkan mellan många aktörer", "multi-actor approach"),
    "SocInnov": Name("social innovation", "social innovation"),
    "NEB": Name("nya europeiska Bauhaus", "New European Bauhaus"),
    "OCEAN": Name("hav", "ocean"),
    "RePowerEU": Name("energi (REPowerEU)", "energy (REPowerEU)"),
    "Africa": Name("Afrika", "Africa"),
    "MEDIT": Name("Medelhavet", "Mediterranean"),
    "LAC": Name("Latinamerika", "Latin America"),
    "FORESIGHT": Name("framsyn", "foresight"),
    "InnovationProcurement": Name("innovationsupphandling", "innovation procurement"),
}
# How a programme is organised, and what two calls of three are marked with: nothing for a reader to choose by.
UNTOLD = frozenset({"DigitalAgenda", "AI", "PART-COPROGR", "PART-COFUND", "EoscAndFairData", "ASEAN", "CHINA"})


def action(told: str, language: str) -> str:
    """The type of action as the portal writes it ("LIFE Project Grants"), named; as it stands where we know no name."""
    known = next((kind for kind in sorted(ACTIONS, key=len, reverse=True) if kind in told), None)
    return ACTIONS[known].in_language(language) if known else told


def notice(code: str, language: str) -> str:
    name = NOTICES.get(code.split("-")[0])
    return name.in_language(language) if name else ""


def procedure(code: str, language: str) -> str:
    name = PROCEDURES.get(code)
    return name.in_language(language) if name else ""


def contract(code: str, language: str) -> str:
    name = CONTRACTS.get(code.lower())
    return name.in_language(language) if name else ""
