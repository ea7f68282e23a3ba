"""Settings that would hurt are found at start, not at the first visitor.

What is marked `deploy` is weak where real data is and fine on one's own machine: `utblick check --deploy` names it.
"""

from utblick.config.checks import boxes, keeping, reaching, secrets, storing

__all__ = ["boxes", "keeping", "reaching", "secrets", "storing"]
