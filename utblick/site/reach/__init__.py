"""How often the pages of campaigns are read: numbers without readers (docs/decisions/reach-without-cookies.md)."""
