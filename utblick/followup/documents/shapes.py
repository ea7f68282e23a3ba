"""The shapes that tables come in, by how many columns each has: a Word template has a table of its own for each."""

COLUMNS = {
    "goals": 6,
    "indicators": 6,
    "steps": 5,
    "people": 7,
    "campaigns": 5,
    "counts": 2,
    "agreements": 4,
    "contacts": 4,
}
