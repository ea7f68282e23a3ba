"""A long text where there is room for its beginning only."""


def cut(text: str, most: int) -> str:
    """At most `most` characters, at a word's end, with an ellipsis where something is missing."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept[-60:] else kept).rstrip() + "…"
