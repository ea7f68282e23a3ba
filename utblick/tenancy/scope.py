"""Whose data the running work may touch: the one way to a queryset.

Every request, job and command acts within a scope. The condition on a queryset is put together when the query runs, not
when it is written: a form class or a cached queryset can never carry one municipality's rows into another's page,
and work without a scope stops with `NoScope` instead of seeing everything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from utblick.accounts.models import Municipality, User


class NoScope(RuntimeError):
    """A query ran outside every scope: wrap the work in `acting(...)` or `everywhere()`."""


class OnlyLooks(PermissionDenied):
    """Work that may only look was about to write a row."""


class OutsideScope(RuntimeError):
    """A row of another municipality was about to be written."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who acts, for which municipality. No municipality: the whole installation (operators' work only)."""

    municipality: "Municipality | None"
    user: "User | None" = None
    sees_secrets: bool = False
    # As somebody else, who is only to be understood: nothing is saved, in this scope or in any within it.
    looks_only: bool = False


_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current() -> Scope:
    """The scope of the running work. Raises NoScope where there is none."""
    scope = _scope.get()
    if scope is None:
        raise NoScope("No municipality is set for this work.")
    return scope


def municipality() -> "Municipality":
    """The municipality of the running work. Raises NoScope where there is none."""
    found = current().municipality
    if found is None:
        raise NoScope("This work needs one municipality, not the whole installation.")
    return found


def municipality_id() -> int:
    return municipality().pk


def only_looks() -> bool:
    """Whether the running work may look and nothing else."""
    scope = _scope.get()
    return scope is not None and scope.looks_only


@contextmanager
def acting(
    municipality: "Municipality", user: "User | None" = None, *, sees_secrets: bool = False, looks_only: bool = False
) -> Iterator[Scope]:
    """Act for one municipality, as this user or as the system."""
    with _within(Scope(municipality, user, sees_secrets, looks_only or only_looks())) as scope:
        yield scope


@contextmanager
def everywhere(user: "User | None" = None) -> Iterator[Scope]:
    """Act for the whole installation: harvest, upkeep, operators."""
    with _within(Scope(None, user, sees_secrets=True, looks_only=only_looks())) as scope:
        yield scope


@contextmanager
def _within(scope: Scope) -> Iterator[Scope]:
    token = _scope.set(scope)
    try:
        yield scope
    finally:
        _scope.reset(token)


class ScopeCondition(Lookup[Any]):
    """A condition on one column whose value is read from the scope when the query is compiled.

    A lookup, so that every database takes it as it stands in WHERE and can use an index for it.
    """

    prepare_rhs = False

    def __init__(self, column: models.F) -> None:
        super().__init__(column, None)

    def as_sql(self, compiler: SQLCompiler, connection: "BaseDatabaseWrapper") -> tuple[str, Any]:
        column, params = compiler.compile(self.lhs)
        return self.condition(column, tuple(params), current())

    def condition(self, column: str, params: tuple[Any, ...], scope: Scope) -> tuple[str, tuple[Any, ...]]:
        raise NotImplementedError


class InMunicipality(ScopeCondition):
    def condition(self, column: str, params: tuple[Any, ...], scope: Scope) -> tuple[str, tuple[Any, ...]]:
        return ("1=1", ()) if scope.municipality is None else (f"{column} = %s", (*params, scope.municipality.pk))


class Disclosed(ScopeCondition):
    def condition(self, column: str, params: tuple[Any, ...], scope: Scope) -> tuple[str, tuple[Any, ...]]:
        return ("1=1", ()) if scope.sees_secrets else (f"{column} = ''", params)


class OwnedQuerySet[M: models.Model](models.QuerySet[M]):
    """The base of every queryset over rows that belong to a municipality."""


class OwnedManager[M: models.Model](models.Manager[M]):
    """Gives only rows of the municipality that the running work acts for, and no secret to who may not see it."""

    def get_queryset(self) -> models.QuerySet[M]:
        return _scoped(self._queryset_class, self.model, self._db).all()  # type: ignore[attr-defined]


@cache
def _scoped(kind: type[models.QuerySet[Any]], model: type[models.Model], using: str | None) -> models.QuerySet[Any]:
    """Put together once a process, and copied for each query: it holds conditions, and no value of any scope."""
    rows = kind(model=model, using=using).filter(InMunicipality(models.F("municipality")))
    if any(field.name == "secrecy_ground" for field in model._meta.concrete_fields):
        rows = rows.filter(Disclosed(models.F("secrecy_ground")))
    for whole in getattr(model, "secret_with", "").split():
        disclosed = Disclosed(models.F(f"{whole}__secrecy_ground"))
        # A row that belongs to no such whole is as open as the rest of it.
        rows = rows.filter(models.Q(**{whole: None}) | models.Q(disclosed) if _may_lack(model, whole) else disclosed)
    return rows


def _may_lack(model: Any, path: str) -> bool:
    """Whether a row may be without what the path leads to."""
    for name in path.split("__"):
        field = model._meta.get_field(name)
        if field.null:
            return True
        model = field.related_model
    return False


class Owned(models.Model):
    """A row that belongs to a municipality."""

    municipality = models.ForeignKey(
        "accounts.Municipality", models.PROTECT, default=municipality_id, editable=False, related_name="+"
    )

    objects = OwnedManager.from_queryset(OwnedQuerySet)()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.may_be_written()
        super().save(*args, **kwargs)

    def may_be_written(self) -> None:
        """Raises OnlyLooks or OutsideScope where the running work may not write this row."""
        scope = current()
        if scope.looks_only:
            raise OnlyLooks(self._meta.label)
        if scope.municipality is not None and self.municipality_id != scope.municipality.pk:
            raise OutsideScope(f"{self._meta.label} of another municipality")


class Confidential(models.Model):
    """A row that may be secret. The ground is the section of the law (OSL) that makes it so; empty means public.

    What is a part of such a row names it in `secret_with = "initiative"`, and is hidden with it; a part of several names
    each, separated by spaces.
    """

    secrecy_ground = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
