"""What a municipality shares with its region, what it keeps out of that, and what it does jointly with others."""

from utblick.sharing.models.joint import Invitation, Reply
from utblick.sharing.models.sharing import Sharing, Withheld

__all__ = ["Invitation", "Reply", "Sharing", "Withheld"]
