"""What each programme says of money and visibility, as dated data with its source. Reading imports no Django.

`schemes/` has one file a programme, all of one form; to add one, copy a sibling. The ways to reckon costs stand in
`options.toml` and the duties of visibility in `duties.toml`, since several programmes share them;
`statements.toml` has the funding statement in each language.
"""

from utblick.projects.programmes.reading import (
    BadProgramme,
    Duty,
    Note,
    Option,
    Programme,
    Statement,
    programme,
    programmes,
    statements,
)

__all__ = ["BadProgramme", "Duty", "Note", "Option", "Programme", "Statement", "programme", "programmes", "statements"]
