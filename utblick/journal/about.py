"""The base of what tells of another object of whatever kind: as secret as that object, and seen by nobody who may not see it."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from utblick.tenancy.scope import Owned, OwnedManager, Scope, ScopeCondition

if TYPE_CHECKING:
    from collections.abc import Iterator


class Told(ScopeCondition):
    """Not of a secret, where the running work sees none."""

    def condition(self, column: str, params: tuple[Any, ...], scope: Scope) -> tuple[str, tuple[Any, ...]]:
        return ("1=1", ()) if scope.sees_secrets else (f"NOT {column}", params)


class AboutManager[M: models.Model](OwnedManager[M]):
    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(Told(models.F("secret")))


class About(Owned):
    """A row about an object. `secret` follows the object's mark (journal/secrecy.py spreads it)."""

    about_kind = models.CharField(max_length=60, editable=False)
    about_id = models.BigIntegerField(editable=False)
    secret = models.BooleanField(default=False, editable=False)

    objects = AboutManager()  # type: ignore[misc, assignment]

    class Meta(Owned.Meta):
        abstract = True

    @property
    def key(self) -> tuple[str, int]:
        return self.about_kind, self.about_id

    def take_on(self, stored: Any) -> None:
        """What it is about may have been marked as secret meanwhile: the copy that is saved must not open it again."""
        if self.key == stored.key:
            self.secret = stored.secret

    def set_about(self, obj: models.Model) -> None:
        """Under a lock on the object, so that nothing is written as open while somebody marks the object as secret."""
        from utblick.journal.models import is_secret  # which knows this room's other models

        if isinstance(obj, About):  # what is told of it is told of the same object
            self.about_kind, self.about_id, self.secret = obj.about_kind, obj.about_id, obj.secret
            return
        locked = type(obj)._base_manager.select_for_update(of=("self",)).get(pk=obj.pk)
        self.about_kind, self.about_id, self.secret = obj._meta.label_lower, obj.pk, is_secret(locked)


def kinds() -> "Iterator[type[About]]":
    """Every kind that tells of others."""
    return (model for model in apps.get_models() if issubclass(model, About))
