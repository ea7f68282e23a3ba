"""What a call says of money in its own words, where its source has no field for it. Quoted, never reckoned with."""

import re

MOST = 3
LONGEST = 160
CURRENCY = r"(?:EUR|SEK|NOK|DKK|€)"
UNIT = r"(?:euros?|eur|kronor|kroner|kr|sek|nok|dkk|€)"
SUM = r"\d[\d\s.,]{0,14}\d|\d"
MANY = r"(?:\s?(?:million(?:s|er)?|miljoner|milj\.?|mn|mkr|tkr))?"
AT_MOST = (
    r"(?:up to|at most|at least|a maximum of|maximum|max\.?|minimum|between|from|upp till|högst|minst|maximalt|mellan|från|inntil|"
    r"op til)"
)
AMOUNT = re.compile(
    rf"(?:{AT_MOST}\s)?(?:{CURRENCY}\s?(?:{SUM}){MANY}|(?:{SUM}){MANY}\s?{UNIT}\b|(?:{SUM})\s?(?:mkr|tkr)\b)",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])\s+")
PERCENT = re.compile(r"\d\s?(?:%|per ?cent|procent|prosent|prosenttia|prozent)", re.IGNORECASE)
OWN = re.compile(
    r"own contribution|co-?financ|co-?fund|self-?financ|match(?:ed)? fund|egen ?insats|egen ?finansiering|medfinansier|egenandel|"
    r"eigenanteil|kofinanzier|omarahoit|cofinance",
    re.IGNORECASE,
)


def amounts(text: str) -> list[str]:
    """The sums that are named, each once, with "up to" and the like where it stands before."""
    found = (" ".join(match[0].split()) for match in AMOUNT.finditer(text))
    return list(dict.fromkeys(found))[:MOST]


def own_contribution(text: str) -> str:
    """The sentence that tells which part the applicant pays; nothing where none does, or where it is too long to help."""
    sentences = (one.strip() for one in SENTENCE.split(text))
    told = (one for one in sentences if len(one) <= LONGEST and PERCENT.search(one) and OWN.search(one))
    return next(told, "")
