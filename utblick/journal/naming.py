"""Attached files that name somebody in their metadata: found, told of, and rid of the name.

A file is kept as it came, names and all: what was received is the record, and a changed file is no longer what was signed. Whom it
names is read in the background, and taken out only when somebody is erased.
"""

import hashlib
from collections.abc import Collection, Iterable

from django.db.models import ManyToOneRel, Q

from utblick.journal import putting_away
from utblick.journal.attachments import Attachment
from utblick.journal.metadata import Named, without
from utblick.journal.models import Entry, Recorded, record

APART = "\t"


def written(named: Iterable[Named]) -> str:
    return "\n".join(f"{one.place}{APART}{one.name}" for one in named)


def names_of(file: Attachment) -> list[Named]:
    return [Named(*line.split(APART, 1)) for line in (file.named or "").splitlines()]


def naming(words: Iterable[str]) -> list[Attachment]:
    """The files with any of these words in a name."""
    wanted = Q()
    for some in words:
        wanted |= Q(named__icontains=some)
    return list(Attachment.objects.filter(wanted).defer(None).defer("body", "text")) if wanted else []


def spoken_of(file: Attachment, words: str) -> list[Named]:
    return [one for one in names_of(file) if words.casefold() in one.name.casefold()]


def holders(file: Attachment) -> list[Recorded]:
    """What the file is attached to."""
    return holders_of([file])[file.pk]


def holders_of(files: list[Attachment]) -> dict[int, list[Recorded]]:
    """By the key of each file what it is attached to, by whichever key leads to it."""
    found: dict[int, list[Recorded]] = {file.pk: [] for file in files}
    for relation in Attachment._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and issubclass(relation.related_model, Recorded):
            name = relation.field.name
            for holder in relation.related_model.objects.filter(**{f"{name}__in": files}):
                found[getattr(holder, f"{name}_id")].append(holder)
    return found


def take_out_everywhere(names: Iterable[str], *, reason: str) -> None:
    """Out of each file that names exactly one of these, in whichever case it is written."""
    gone = {" ".join(name.split()).casefold() for name in names if name.strip()}
    for file in naming(gone):
        if found := {one.name for one in names_of(file) if one.name.casefold() in gone}:
            take_out(file, found, reason=reason)


def take_out(file: Attachment, names: Collection[str], *, reason: str) -> bool:
    """Keep the file without these names in its metadata; False for one that is signed or locked, and stays as it came."""
    body = without(file.content(), names)
    if body is None:
        return False
    gone = {name.casefold() for name in names}
    left = [one for one in names_of(file) if one.name.casefold() not in gone]
    facts = {"body": body, "size": len(body), "checksum": hashlib.sha256(body).hexdigest(), "named": written(left)}
    # Not through save(), which refuses: this is the one way by which a kept file is changed.
    Attachment.objects.filter(pk=file.pk).update(**facts)
    putting_away.forget(file)
    for holder in holders(file):
        told = {"names_taken_out": len(names), "sha256": facts["checksum"], **({"remark": reason} if reason else {})}
        record(holder, Entry.Act.CHANGED, before={"sha256": file.checksum}, after=told)
    return True
