"""What a municipality shares with its region, and what it keeps out of that."""

from utblick.sharing.models.sharing import Sharing, Withheld

__all__ = ["Sharing", "Withheld"]
