"""The audit trail, append-only, and the base of every object that is kept in it."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.journal import clock, marks
from utblick.journal.about import About
from utblick.journal.attachments import Attachment as Attachment  # a model of this room
from utblick.journal.seals import Seal as Seal  # models of this room
from utblick.journal.seals import TrailCheck as TrailCheck
from utblick.journal.sendings import Sending as Sending  # a model of this room
from utblick.search import indexing
from utblick.tenancy import scope
from utblick.tenancy.scope import Owned, OwnedManager, OwnedQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Entry(Owned):
    """One change of one object: who, when, and each changed field before and after."""

    class Act(models.TextChoices):
        CREATED = "created", _("Created")
        CHANGED = "changed", _("Changed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        RESTORED = "restored", _("Restored")
        REMOVED = "removed", _("Removed")

    at = models.DateTimeField(default=timezone.now, editable=False)
    # Nobody: the system itself, in a job.
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=12, choices=Act)
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=300)
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    after = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    secret = models.BooleanField(default=False)
    # By which it shows that Utblick wrote it (marks.py).
    mark = models.CharField(max_length=80, default="", editable=False)

    class Meta(Owned.Meta):
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "object_id", "-id"], name="journal_by_object"),
            models.Index(fields=["municipality", "-id"], name="journal_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._make_ready()
        super().save(*args, **kwargs)

    @classmethod
    def write_all(cls, entries: "Sequence[Entry]") -> None:
        """Write many in one go, each with its mark, in this order."""
        for entry in entries:
            entry._make_ready()
            entry.may_be_written()
        cls.objects.bulk_create(entries)

    def _make_ready(self) -> None:
        if not self._state.adding:
            raise TypeError("An audit entry is never changed.")
        self.mark = marks.mark(self)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("An audit entry is never deleted.")


class Superseded(ValidationError):
    """Somebody else saved the object since the form was opened; nothing was overwritten."""

    @classmethod
    def told(cls) -> "Superseded":
        return cls(
            _("Somebody else has saved this since you opened it. Your text is still here: compare, and save again."),
            code="superseded",
        )


class RecordedQuerySet[M: "Recorded"](OwnedQuerySet[M]):
    """Refuses what would pass by the audit trail."""

    def current(self) -> Self:
        """Without what was withdrawn."""
        return self.filter(withdrawn_at=None)

    def update(self, **changes: Any) -> int:
        raise TypeError("update() passes by the audit trail: save each object.")

    def delete(self) -> Any:
        raise TypeError("delete() passes by the audit trail: withdraw or remove each object.")

    def bulk_create(self, objs: "Iterable[M]", *args: Any, **kwargs: Any) -> list[M]:
        raise TypeError("bulk_create() passes by the audit trail: save each object.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise TypeError("bulk_update() passes by the audit trail: save each object.")


class Recorded(Owned):
    """A domain object: every create, change and withdrawal is in the audit trail, in the same transaction.

    `revision` counts the saves; saving a copy that is older than the stored row raises Superseded.
    """

    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OwnedManager.from_queryset(RecordedQuerySet)()  # type: ignore[misc, assignment]

    # Why the coming change is made; told in its entry.
    remark: str = ""
    # Fields whose change is not news.
    unrecorded: frozenset[str] = frozenset({"revision", "created_at"})
    # Fields whose values the trail never holds: more people read the trail than may know them, and it outlives them.
    kept_out: frozenset[str] = frozenset()

    class Meta(Owned.Meta):
        abstract = True

    @property
    def object_kind(self) -> str:
        return self._meta.label_lower

    @property
    def is_frozen(self) -> bool:
        """Whether it was decided, and is not changed any more."""
        return False

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            before = self._stored()
            self._date()
            self.revision = (self.revision or 0) + 1
            super().save(*args, **kwargs)
            if entry := self._entry(before):
                entry.save()
            self.index()
            self._spread_secrecy(before)

    @classmethod
    def save_all(cls, rows: "Sequence[Self]") -> None:
        """Save many of this kind, each as `save()` does; either all new or all known.

        The number of queries grows only with how many different changes are made. Raises Superseded, and saves none, where
        one is older than its stored row. Django's signals of a save are not sent.
        """
        if cls.save is not Recorded.save or cls._stored is not Recorded._stored:
            raise TypeError(f"{cls.__name__} is saved in a way of its own: save each object.")
        if not rows:
            return
        with transaction.atomic():
            before = cls._all_stored(rows)
            for row in rows:
                row.may_be_written()
                row._date()
                row.revision = (row.revision or 0) + 1
            plain: models.QuerySet[Any] = models.QuerySet(cls)
            if before:
                for keys, changes in cls._changed_alike(rows, before):
                    plain.filter(pk__in=keys).update(**changes, revision=models.F("revision") + 1)
            else:
                plain.bulk_create(rows)
            Entry.write_all([entry for row in rows if (entry := row._entry(before.get(row.pk)))])
            cls.index_all(rows)
            for row in rows:
                row._spread_secrecy(before.get(row.pk))

    def withdraw(self) -> None:
        """Take the object out of use; it stays, and can be restored."""
        self.withdrawn_at = clock.now()
        self.save()

    def restore(self) -> None:
        self.withdrawn_at = None
        self.save()

    def remove(self) -> None:
        """Delete a mere link or line within another object; the audit trail keeps what it said."""
        with transaction.atomic():
            record(self, Entry.Act.REMOVED, before=facts(self), after={})
            indexing.remove(self.object_kind, [self.pk])
            super().delete()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("delete() passes by the audit trail: withdraw() or remove().")

    def search_text(self) -> str | None:
        """What the search finds the object by, beside its name. None: not found by search."""
        return None

    def _date(self) -> None:
        told = clock.told()
        if told and self._state.adding:
            self.created_at = told

    def _stored(self) -> dict[str, Any] | None:
        if self._state.adding:
            return None
        return self._compared(type(self)._base_manager.select_for_update(of=("self",)).get(pk=self.pk))

    @classmethod
    def _all_stored(cls, rows: "Sequence[Self]") -> dict[int, dict[str, Any]]:
        """By key; nothing where all are new. In the order of their keys, so that two who save the same wait for each other."""
        keys = [row.pk for row in rows if not row._state.adding]
        if not keys:
            return {}
        stored = {
            one.pk: one for one in cls._base_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
        }
        if len(stored) < len(rows):
            raise cls.DoesNotExist("Some of these are new, or there no more.")
        return {row.pk: row._compared(stored[row.pk]) for row in rows}

    @staticmethod
    def _changed_alike(
        rows: "Sequence[Recorded]", before: dict[int, dict[str, Any]]
    ) -> "Iterable[tuple[list[int], dict[str, Any]]]":
        """The keys of those whose same fields get the same values, and these."""
        alike: dict[str, tuple[list[int], dict[str, Any]]] = {}
        for row in rows:
            told = {name: value for name, value in facts(row).items() if value != before[row.pk][name]}
            del told["revision"]
            alike.setdefault(repr(told), ([], told))[0].append(row.pk)
        return alike.values()

    def _compared(self, stored: "Recorded") -> dict[str, Any]:
        if stored.revision != self.revision:
            raise Superseded.told()
        self.take_on(stored)
        return facts(stored)

    def take_on(self, stored: Any) -> None:
        """What may have been set in the row since this copy was read, without a revision of its own."""

    def _entry(self, before: dict[str, Any] | None) -> Entry | None:
        """What the trail is told of the change; nothing where nothing has changed."""
        after = {name: value for name, value in facts(self).items() if name not in self.kept_out}
        if before is None:
            return entry_of(self, Entry.Act.CREATED, before={}, after=after)
        changed = [name for name in after if before[name] != after[name] and name not in self.unrecorded]
        if not changed:
            return None
        return entry_of(
            self,
            _act(before, after),
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed} | ({"remark": self.remark} if self.remark else {}),
        )

    def _spread_secrecy(self, before: dict[str, Any] | None) -> None:
        if before is None or before.get("secrecy_ground") == getattr(self, "secrecy_ground", None):
            return
        from utblick.journal.secrecy import spread  # which knows the trail and the parts of all rooms

        spread(self)

    def index(self) -> None:
        """Let the search find the object by what it says now, and by the text of the files that it holds."""
        self.index_all([self])

    @classmethod
    def index_all(cls, rows: "Sequence[Self]") -> None:
        """The same for many of one kind."""
        if cls.has_owner():
            models.prefetch_related_objects(rows, "owner")
        told = [(row, text) for row in rows if (text := row.search_text()) is not None]
        gone = [row.pk for row, _text in told if row.withdrawn_at]
        if gone:
            indexing.remove(told[0][0].object_kind, gone)
        indexing.put([row._found_by(text) for row, text in told if not row.withdrawn_at])

    @classmethod
    def has_owner(cls) -> bool:
        """Whether there is a person who answers for each, by whose name the search then finds it."""
        return any(one.name == "owner" and one.is_relation for one in cls._meta.fields)

    def _found_by(self, text: str) -> indexing.Entry:
        address = getattr(self, "get_absolute_url", None)
        return indexing.Entry(
            self.object_kind,
            self.pk,
            str(self),
            "\n".join([text, *self._texts_of_files()]),
            municipality_id=self.municipality_id,
            secret=is_secret(self),
            url=address() if address else "",
            came_on=timezone.localdate(self.created_at),
            beside=str(self.owner or "") if self.has_owner() else "",  # type: ignore[attr-defined]
        )

    def _texts_of_files(self) -> list[str]:
        files = [getattr(self, one.attname) for one in self._meta.fields if one.related_model is Attachment]
        kept = (
            Attachment.objects.filter(pk__in=filter(None, files)).values_list("text", flat=True) if any(files) else []
        )
        return [text for text in kept if text]


def index_owned(owner: models.Model) -> None:
    """Let the search find by this person's new name what the person answers for, in all municipalities."""
    with scope.everywhere():
        for kind in apps.get_models():
            if issubclass(kind, Recorded) and kind.has_owner():
                rows: models.QuerySet[Any] = kind.objects.current()
                kind.index_all(list(rows.filter(owner=owner)))


def facts(obj: models.Model) -> dict[str, Any]:
    """The object's own fields as plain values (a relation as its key)."""
    return {field.attname: field.get_prep_value(field.value_from_object(obj)) for field in obj._meta.concrete_fields}


def is_secret(obj: models.Model) -> bool:
    """Whether the object, or what it is a part of or tells of, is marked as secret."""
    if isinstance(obj, About):
        return obj.secret
    paths = str(getattr(obj, "secret_with", "")).split()
    wholes = [attrgetter(path.replace("__", "."))(obj) for path in paths]
    return any(getattr(one, "secrecy_ground", "") for one in [obj, *wholes])


def _act(before: dict[str, Any], after: dict[str, Any]) -> Entry.Act:
    if before["withdrawn_at"] == after["withdrawn_at"]:
        return Entry.Act.CHANGED
    return Entry.Act.WITHDRAWN if after["withdrawn_at"] else Entry.Act.RESTORED


def record(
    obj: models.Model, act: Entry.Act, *, before: dict[str, Any], after: dict[str, Any], label: str = ""
) -> None:
    """Write an entry. Recorded objects do it by themselves; people and municipalities, which belong to none, by this.

    `label`: what to call the object where its own name is to be forgotten.
    """
    entry_of(obj, act, before=before, after=after, label=label).save()


def entry_of(
    obj: models.Model, act: Entry.Act, *, before: dict[str, Any], after: dict[str, Any], label: str = ""
) -> Entry:
    """An entry that is still to be written: with many others (Entry.write_all)."""
    return Entry(
        at=clock.now(),
        municipality_id=getattr(obj, "municipality_id", None) or scope.municipality_id(),
        by=scope.current().user,
        act=act,
        kind=obj._meta.label_lower,
        object_id=obj.pk,
        label=(label or str(obj))[:300],
        before=before,
        after=after,
        secret=is_secret(obj),
    )
