"""Official concepts as a coordinator ticks them: among what the engine proposes for a word."""

from typing import Any

from utblick.goals import concepts


def ticked(labels: list[str]) -> list[dict[str, Any]]:
    """The concepts with these Swedish labels, as far as the engine proposes them; another vocabulary may lack some."""
    return [concept for label in labels if (concept := _one(label))]


def _one(label: str) -> dict[str, Any] | None:
    return next((one for one in concepts.propose(label) if one["sv"].casefold() == label.casefold()), None)
