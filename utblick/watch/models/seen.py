"""What somebody has seen of an item's changes, so that it is told once."""

from django.db import models

from utblick.tenancy.scope import Owned
from utblick.watch.models.items import Item


class ChangesSeen(Owned):
    """Until when this person has seen the changes of an item; later ones are told anew."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, models.CASCADE, related_name="changes_seen")
    until = models.DateTimeField()

    class Meta(Owned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user", "item"], name="changes_seen_once_per_person_and_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.until:%Y-%m-%d}"
