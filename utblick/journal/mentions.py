"""A name as somebody wrote it in running text: found in a municipality's own texts and in their history, and taken out.

Nothing here knows who is meant, since two can bear one name: a reader of the words around says it, place by place.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.text import capfirst

from utblick.journal import clock
from utblick.journal.attachments import Attachment
from utblick.journal.erasing import take_from_trail
from utblick.journal.models import Entry, Recorded, is_secret, record
from utblick.journal.telling import OF_ALL, kind_in_words
from utblick.search.models import Row
from utblick.tenancy import scope
from utblick.tenancy.scope import Owned

GONE = "[…]"
MOST = 1000
"""Rows, and as many entries, that are looked through: more means that the words are too common to be a name."""
MOST_NAMES = 12
PROSE_FROM = 80  # letters; a shorter field holds a key, a code or a number
AROUND = 70  # letters before and after a name
PASSAGES = 3
LABEL, REMARK = "label", "remark"

type Key = tuple[str, int, str]
"""Kind, key and field."""


class TooCommon(Exception):
    """The words stand in so many texts that they cannot be looked through."""


class Names:
    """Names and addresses of one person: as whole words, in whichever case, with whichever spaces between, also in the genitive,
    and with the surname first, as registers have it."""

    def __init__(self, names: Iterable[str]) -> None:
        told = dict.fromkeys(tuple(name.lower().replace(",", " ").split()) for name in names)
        self.told = [words for words in told if words][:MOST_NAMES]
        longest_first = sorted(self.told, key=lambda one: -len(" ".join(one)))
        ways = [r",?\s+".join(map(re.escape, words)) for told in longest_first for words in _turned(told)]
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?=s?(?!\w))", re.IGNORECASE)

    def met(self, text: str) -> list[str]:
        return [" ".join(name.split()) for name in self._pattern.findall(text)]

    def around(self, text: str) -> list[tuple[str, bool]]:
        """The names with the words before and after, the first few of them; each part with whether it is a name."""
        pieces: list[tuple[str, bool]] = []
        end = 0
        for found in list(self._pattern.finditer(text))[:PASSAGES]:
            before = text[end : found.start()]
            pieces += [(_last_words(before) if len(before) > AROUND else before, False), (found[0], True)]
            end = found.end()
        after = text[end:]
        return [*pieces, (_first_words(after) if len(after) > AROUND else after, False)]

    def without(self, value: Any) -> Any:
        """The same without the names; within lists and tables only what is prose, since their keys are none."""
        if isinstance(value, str):
            return self._pattern.sub(GONE, value)
        if isinstance(value, list):
            return [self.without(one) if _is_prose(one) else one for one in value]
        if isinstance(value, dict):
            return {name: self.without(one) if _is_prose(one) else one for name, one in value.items()}
        return value

    def asked(self, columns: Iterable[str], *, escaped: bool = False) -> models.Q:
        """What narrows rows down to those that may hold a name in one of these columns."""
        wanted = models.Q()
        for column in columns:
            for words in _least(self.told):
                wanted |= models.Q(*(_holds(column, word, escaped=escaped) for word in words))
        return wanted


def _turned(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return dict.fromkeys((words, words[-1:] + words[:-1], words[1:] + words[:1]))


def _least(names: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Those by which all are found: what holds “Lisen Öberg” holds “Öberg” too."""
    least: list[tuple[str, ...]] = []
    for words in sorted(names, key=lambda one: len("".join(one))):
        if not any(all(any(part in word for word in words) for part in other) for other in least):
            least.append(words)
    return least


def _holds(column: str, word: str, *, escaped: bool) -> models.Q:
    """SQLite knows upper and lower case of a to z alone, and keeps other letters in JSON as their numbers."""
    ways = {word} if word.isascii() else {word, word.upper(), word.title()}
    if escaped:
        ways |= {json.dumps(way)[1:-1] for way in ways}
    return models.Q(*((f"{column}__icontains", way) for way in sorted(ways)), _connector=models.Q.OR)


def _last_words(text: str) -> str:
    return f"… {text[-AROUND:].partition(' ')[2]}"


def _first_words(text: str) -> str:
    return f"{text[:AROUND].rpartition(' ')[0]} …"


def _is_prose(value: Any) -> bool:
    return not isinstance(value, str) or " " in value or "@" in value


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        parts = value.values() if isinstance(value, dict) else value
        yield from chain.from_iterable(texts(one) for one in parts if _is_prose(one))


@dataclass(frozen=True)
class Place:
    """A field in whose text, or in whose history alone, a name stands. No row: it was removed, and the trail tells of it."""

    kind: str
    pk: int
    field: str
    row: models.Model | None
    texts: tuple[str, ...]
    stands: bool

    @property
    def key(self) -> Key:
        return self.kind, self.pk, self.field

    @property
    def whole(self) -> str:
        return f"{kind_in_words(self.kind)}: {self.row}" if self.row else kind_in_words(self.kind)

    @property
    def label(self) -> str:
        """What the field is called; empty where it has no name for people."""
        if self.field in OF_ALL or self.field == LABEL:
            return str(OF_ALL.get(self.field, ""))
        named = apps.get_model(self.kind)._meta.get_field(self.field).verbose_name
        return capfirst(str(named)) if isinstance(named, Promise) else ""

    @property
    def is_frozen(self) -> bool:
        return self.stands and isinstance(self.row, Recorded) and self.row.is_frozen


@cache
def prose_of(model: type[models.Model]) -> tuple[str, ...]:
    """The fields in which people write. What the trail never holds has an erasure of its own."""
    kept_out = model.kept_out if issubclass(model, Recorded) else frozenset()
    return tuple(one.name for one in model._meta.concrete_fields if _takes_prose(one) and one.name not in kept_out)


def _takes_prose(field: Any) -> bool:
    if isinstance(field, models.EmailField | models.URLField) or field.choices:
        return False
    return isinstance(field, models.TextField | models.JSONField) or (
        isinstance(field, models.CharField) and (field.max_length or 0) >= PROSE_FROM
    )


@cache
def kinds() -> dict[str, Any]:
    """Every kind of a municipality's own rows in which somebody can write."""
    own = [model for model in apps.get_models() if issubclass(model, Owned) and model not in (Entry, Attachment)]
    return {model._meta.label_lower: model for model in own if prose_of(model)}


def find(names: Names) -> list[Place]:
    """Every field that a name stands in, or once stood in. Raises TooCommon."""
    found: dict[Key, list[str]] = defaultdict(list)
    rows = _rows(names)
    for (kind, pk), row in rows.items():
        for field in prose_of(type(row)):
            found[kind, pk, field] += [text for text in texts(getattr(row, field)) if names.met(text)]
    stands = {key for key, some in found.items() if some}
    for key, text in _told(names):
        if key not in stands:
            found[key].append(text)
    lacking = {(kind, pk) for kind, pk, _field in found} - rows.keys()
    rows |= _loaded(lacking)
    known = [(key, some) for key, some in found.items() if some and not _is_told_beside(key, found)]
    return [
        Place(*key, row=rows.get(key[:2]), texts=tuple(dict.fromkeys(some)), stands=key in stands)
        for key, some in known
    ]


def _is_told_beside(key: Key, found: dict[Key, list[str]]) -> bool:
    """What a thing is called follows from its fields, and goes with them."""
    kind, pk, field = key
    return field == LABEL and any(some for one, some in found.items() if one[:2] == (kind, pk) and one[2] != LABEL)


def _rows(names: Names) -> dict[tuple[str, int], models.Model]:
    """All that may hold a name, found in one query over all kinds."""
    asked = [_asked(kind, model, names) for kind, model in kinds().items()]
    keys = list(asked[0].union(*asked[1:], all=True).order_by()[: MOST + 1])
    if len(keys) > MOST:
        raise TooCommon
    return _loaded(set(keys))


def _asked(kind: str, model: Any, names: Names) -> Any:
    plain = [name for name in prose_of(model) if not isinstance(model._meta.get_field(name), models.JSONField)]
    kept = [name for name in prose_of(model) if name not in plain]
    columns = {f"text_of_{name}": Cast(name, models.TextField()) for name in kept}
    wanted = names.asked(plain) | names.asked(columns, escaped=True)
    rows = model.objects.order_by().alias(**columns).filter(wanted)
    return rows.annotate(of_kind=models.Value(kind)).values_list("of_kind", "pk")


def _loaded(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], models.Model]:
    of_kind: dict[str, list[int]] = defaultdict(list)
    for kind, pk in keys:
        of_kind[kind].append(pk)
    return {
        (kind, pk): row for kind, some in of_kind.items() for pk, row in kinds()[kind].objects.in_bulk(some).items()
    }


def _told(names: Names) -> Iterator[tuple[Key, str]]:
    """What the trail tells of fields that people write in."""
    columns = {f"{side}_text": Cast(side, models.TextField()) for side in ("before", "after")}
    wanted = names.asked(columns, escaped=True) | names.asked([LABEL])
    entries = Entry.objects.alias(**columns).filter(wanted, kind__in=kinds())
    if not scope.current().sees_secrets:
        entries = entries.filter(secret=False)
    looked_at = list(entries[: MOST + 1])
    if len(looked_at) > MOST:
        raise TooCommon
    for entry in looked_at:
        told = [(LABEL, entry.label), *entry.before.items(), *entry.after.items()]
        for field, value in told:
            if field in (LABEL, REMARK, *prose_of(kinds()[entry.kind])):
                yield from (((entry.kind, entry.object_id, field), text) for text in texts(value) if names.met(text))


@transaction.atomic
def take_out(place: Place, names: Names, *, reason: str) -> bool:
    """Out of the row, its history and the search; False for what was decided and is not changed any more, which stays as it is."""
    row: Any = kinds()[place.kind].objects.filter(pk=place.pk).first()
    if row is not None and place.stands:
        if not _save_without(row, place.field, names, reason):
            return False
    else:
        _tell(place, row, reason)
    take_from_trail(place.kind, place.pk, {place.field}, names.without)
    return True


def _save_without(row: Any, field: str, names: Names, reason: str) -> bool:
    longest = getattr(row._meta.get_field(field), "max_length", None)
    value = names.without(getattr(row, field))
    setattr(row, field, value[:longest] if longest else value)
    if not isinstance(row, Recorded):
        # Not through a queryset of its own, which may refuse: what has no trail gets an entry that tells of it.
        models.QuerySet.update(type(row).objects.filter(pk=row.pk), **{field: getattr(row, field)})
        record(row, Entry.Act.CHANGED, before={}, after={REMARK: reason}, label=kind_in_words(row._meta.label_lower))
        return True
    row.remark = reason
    try:
        with transaction.atomic():
            row.save()
    except (ValidationError, IntegrityError):
        return False
    if field in row.unrecorded:
        record(row, Entry.Act.CHANGED, before={}, after={REMARK: reason})
    return True


def _tell(place: Place, row: Any, reason: str) -> None:
    """That something was taken out of the trail of what itself no longer says it, or is gone."""
    told = Entry.objects.filter(kind=place.kind, object_id=place.pk)
    Entry(
        at=clock.now(),
        by=scope.current().user,
        act=Entry.Act.CHANGED,
        kind=place.kind,
        object_id=place.pk,
        label=str(row)[:300] if row else kind_in_words(place.kind),
        after={REMARK: reason},
        secret=is_secret(row) if row else told.filter(secret=True).exists(),
    ).save()


def index_anew(names: Names) -> None:
    """What the search still finds by a name: some objects are found by the texts of their parts."""
    for found in rows_of_the_search(names):
        model: Any = kinds().get(found.kind)
        if model and issubclass(model, Recorded) and (row := model.objects.filter(pk=found.object_id).first()):
            row.index()


def rows_of_the_search(names: Names) -> list[Row]:
    """Also of what is found by a file, or by a page of the public site."""
    rows = Row.objects.filter(names.asked(["title", "text"]), municipality=scope.municipality_id()).defer(None)
    if not scope.current().sees_secrets:
        rows = rows.filter(secret=False)
    return [one for one in rows[:MOST] if names.met(f"{one.title}\n{one.text}")]


def files(names: Names) -> list[Attachment]:
    """In whose text, or in what they are called, a name stands."""
    found = Attachment.objects.filter(names.asked(["name", "text"])).defer(None).defer("body")[:MOST]
    return [one for one in found if names.met(f"{one.name}\n{one.text or ''}")]
