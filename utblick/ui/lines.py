"""Words that go where a line break means something: headings, letters, the headers of a mail."""


def one_line(text: str) -> str:
    """No line breaks, no unprintable signs, single spaces."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
