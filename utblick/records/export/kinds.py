"""What belongs to a municipality: every owned model by itself, its written pages, and the shared rows that these lead to."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import batched
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from utblick.journal.attachments import Attachment
from utblick.journal.models import Entry, is_secret
from utblick.records.export.columns import file_field, told_fields
from utblick.tenancy.scope import Confidential, Owned

AT_A_TIME = 500
# Shared by the installation, and told as far as one's own rows lead there.
SHARED = (
    "watch.Sighting",
    "watch.Source",
    "watch.Item",
    "wagtailcore.Locale",
    "accounts.User",
    "accounts.Municipality",
)
# Of the written pages: their drafts and who published them, by the column that holds the page.
OF_PAGES = (("wagtailcore.Revision", "object_id"), ("wagtailcore.PageLogEntry", "page_id"))
# What belongs to a municipality and is worked out anew from the rest: the search index.
MADE_ANEW = frozenset({"search.Row"})
# Words that were sent or drawn once, and may tell of what has become secret since: in no open edition.
SAID_ONCE = {"outreach.DigestEntry": ("told", "line", "line_en", "line_in")}
DRAWN_ONCE = {"followup.Rendering": Q(content_checksum__startswith="draft-")}


@dataclass(slots=True)
class Seen:
    """What the rows written so far lead to: shared rows, and attachments with whether a secret holds them."""

    shared: dict[type[models.Model], set[Any]] = field(default_factory=lambda: defaultdict(set))
    open_files: set[int] = field(default_factory=set)
    secret_files: set[int] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)

    def note(self, obj: models.Model, *, secret: bool) -> None:
        for one in relations(type(obj)):
            key = one.value_from_object(obj)
            if key is None:
                continue
            if one.related_model is Attachment:
                (self.secret_files if secret else self.open_files).add(key)
            elif one.related_model in shared():
                self.shared[one.related_model].add(key)


@cache
def relations(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(one for one in told_fields(model) if one.related_model)


def owned() -> list[type[models.Model]]:
    """Attachments last: what holds them tells whether they are secret."""
    found = [model for model in apps.get_models() if issubclass(model, Owned)]
    return sorted(found, key=lambda model: (model is Attachment, model._meta.label_lower))


@cache
def shared() -> tuple[type[models.Model], ...]:
    return tuple(apps.get_model(label) for label in SHARED if apps.is_installed(_app(label)))


def _app(label: str) -> str:
    room = label.partition(".")[0]
    return {"wagtailcore": "wagtail"}.get(room, f"utblick.{room}")


def pages() -> list[type[models.Model]]:
    """Each kind of written page."""
    if not apps.is_installed("utblick.site.written"):
        return []
    written = apps.get_app_config("written").get_models()
    return [model for model in written if "page_ptr" in {one.name for one in model._meta.fields}]


def beside_pages() -> list[tuple[type[models.Model], str]]:
    return [(apps.get_model(label), column) for label, column in OF_PAGES] if pages() else []


def all_kinds() -> list[type[models.Model]]:
    return [*owned(), *pages(), *(model for model, _column in beside_pages()), *shared()]


def rows_of(model: Any, seen: Seen, *, open_only: bool) -> Iterator[tuple[Any, bool]]:
    """Every row of a kind with whether it is confidential; what a row leads to is noted in `seen`."""
    for obj in _found(model, seen, open_only=open_only):
        secret = _is_secret(obj, seen)
        if secret and open_only:
            continue
        if isinstance(obj, Attachment) and open_only and obj.pk not in seen.open_files:
            continue
        if open_only:
            _silence(obj)
        seen.note(obj, secret=secret)
        yield obj, secret


def _silence(obj: Any) -> None:
    for name in SAID_ONCE.get(obj._meta.label, ()):
        setattr(obj, name, obj._meta.get_field(name).get_default())


def _found(model: Any, seen: Seen, *, open_only: bool) -> Iterable[Any]:
    if issubclass(model, Owned):
        return own_rows(model, open_only=open_only)
    if model in pages():
        return _pages(model, seen)
    if model in dict(beside_pages()):
        return _beside(model, dict(beside_pages())[model], seen.pages)
    return SELECTED.get(model._meta.label, _by_key)(model, seen)


def own_rows(model: Any, *, open_only: bool) -> Iterable[Any]:
    wholes = str(getattr(model, "secret_with", "")).split()
    rows = model._base_manager.order_by("pk")
    rows = rows.select_related(*wholes) if wholes else rows
    if field := file_field(model):
        rows = rows.defer(field.name) if isinstance(field, models.BinaryField) else rows
    if open_only:
        rows = rows.filter(_leads_to_nothing_secret(model))
        rows = rows.exclude(DRAWN_ONCE[model._meta.label]) if model._meta.label in DRAWN_ONCE else rows
    found: Iterable[Any] = rows.iterator(chunk_size=AT_A_TIME)
    return found


def _leads_to_nothing_secret(model: type[models.Model]) -> Q:
    """What leads to a secret may tell of it, as a row of an import does of the organisation that it made."""
    told = Q()
    for one in relations(model):
        if issubclass(one.related_model, Confidential):
            told &= Q(**{one.attname: None}) | Q(**{f"{one.name}__secrecy_ground": ""})
    return told


def _is_secret(obj: Any, seen: Seen) -> bool:
    if isinstance(obj, Attachment):
        return obj.pk in seen.secret_files or obj.pk not in seen.open_files
    return bool(obj.secret) if isinstance(obj, Entry) else is_secret(obj)


def _pages(model: Any, seen: Seen) -> Iterator[Any]:
    for page in model.objects.order_by("pk").iterator(chunk_size=AT_A_TIME):
        seen.pages.add(page.pk)
        yield page


def _beside(model: Any, column: str, keys: set[int]) -> Iterator[Any]:
    """A revision belongs to whatever kind, and keeps the key of the page as text."""
    of_pages = {"base_content_type__model": "page"} if column == "object_id" else {}
    for some in batched(sorted(keys), AT_A_TIME, strict=False):
        told = [str(key) for key in some] if column == "object_id" else some
        yield from model._base_manager.filter(**of_pages, **{f"{column}__in": told}).order_by("pk").iterator()


def _by_key(model: Any, seen: Seen) -> Iterator[Any]:
    for some in batched(sorted(seen.shared[model]), AT_A_TIME, strict=False):
        yield from model._base_manager.filter(pk__in=some).order_by("pk")


def _sightings(model: Any, seen: Seen) -> Iterator[Any]:
    """Where the items were seen, of the sources that the municipality follows."""
    items, sources = (seen.shared[apps.get_model("watch", name)] for name in ("Item", "Source"))
    for some in batched(sorted(items), AT_A_TIME, strict=False):
        yield from model._base_manager.filter(item__in=some, source__in=sources).order_by("pk")


SELECTED: dict[str, Callable[[Any, Seen], Iterator[Any]]] = {"watch.Sighting": _sightings}
