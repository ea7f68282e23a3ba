"""A newsletter and what it tells of."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.outreach.models.audiences import Audience
from utblick.partners.documents.guests import first_said
from utblick.tenancy.scope import OwnedManager


class DigestQuerySet(RecordedQuerySet["Digest"]):
    def due(self, now: datetime) -> Self:
        """Those whose time has come, and that have not begun to be sent."""
        return self.current().filter(send_at__lte=now, begun_at=None)

    def published(self) -> Self:
        """Those in the archive on the public pages, the newest first."""
        return self.current().filter(public=True, begun_at__isnull=False).order_by("-begun_at", "-pk")


class Digest(Recorded):
    """What is sent to an audience: gathered from a period, edited, and then as it was sent for ever."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Is to be sent")
        SENT = "sent", pgettext_lazy("newsletter", "Sent")

    audience = models.ForeignKey(Audience, models.PROTECT, related_name="digests", verbose_name=_("audience"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    subject = models.CharField(_("subject"), max_length=120)
    subject_en = models.CharField(_("subject in English"), max_length=120, blank=True)
    introduction = models.TextField(_("introduction"), max_length=4_000, blank=True)
    introduction_en = models.TextField(_("introduction in English"), max_length=4_000, blank=True)
    # By language (de, nb, fi) what it says there: {"subject": …, "introduction": …}.
    translations = models.JSONField(_("in other languages"), default=dict, db_default={}, blank=True)
    public = models.BooleanField(_("in the archive on the public pages"), default=True)
    send_at = models.DateTimeField(_("is sent"), null=True, blank=True, editable=False)
    # From here on nothing in it is changed, and its readers are those of that moment.
    begun_at = models.DateTimeField(pgettext_lazy("newsletter", "sent"), null=True, blank=True, editable=False)

    objects = OwnedManager.from_queryset(DigestQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="digest_ends_after_its_start")
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("digests:digest", args=[self.pk])

    def said(self, field: str, language: str) -> tuple[str, str]:
        """Subject or introduction as a reader of this language gets it, and the language that it is in."""
        texts = {code: told.get(field, "") for code, told in self.translations.items()}
        return first_said({**texts, "sv": getattr(self, field), "en": getattr(self, f"{field}_en")}, language)

    @property
    def state(self) -> State:
        if self.begun_at:
            return self.State.SENT
        return self.State.SCHEDULED if self.send_at else self.State.DRAFT

    @property
    def state_name(self) -> str:
        return str(self.state.label)

    @property
    def is_draft(self) -> bool:
        return self.state is self.State.DRAFT


class DigestEntry(Recorded):
    """One thing that a digest tells of. What it says is read from the thing itself until the digest is sent."""

    class Kind(models.TextChoices):
        CALL = "call", _("Open to apply for")
        NEWS = "news", _("From the world")
        EVENT = "event", _("Coming up")
        INITIATIVE = "initiative", _("What we have begun")
        RESULT = "result", _("This came of it")
        LESSON = "lesson", _("What we have learnt")

    digest = models.ForeignKey(Digest, models.PROTECT, related_name="entries", editable=False)
    kind = models.CharField(max_length=12, choices=Kind, editable=False)
    key = models.PositiveBigIntegerField(editable=False)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    left_out = models.BooleanField(_("left out"), default=False)
    line = models.CharField(_("own line"), max_length=500, blank=True)
    line_en = models.CharField(_("own line in English"), max_length=500, blank=True)
    # The same by language: de, nb, fi.
    line_in = models.JSONField(_("own line in other languages"), default=dict, db_default={}, blank=True)
    # As it was sent (material.Piece); empty before. Not in the trail, since what it tells of may become secret.
    told = models.JSONField(default=dict, blank=True, editable=False)
    clicks = models.PositiveIntegerField(_("clicks"), default=0, editable=False)

    unrecorded = Recorded.unrecorded | {"told", "clicks"}

    class Meta(Recorded.Meta):
        verbose_name = _("entry of a newsletter")
        verbose_name_plural = _("entries of newsletters")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["digest", "kind", "key"], name="told_once_in_a_digest")]

    def __str__(self) -> str:
        """Without its title, since what it tells of may become secret, and this stands in the audit trail."""
        return f"{self.digest}: {self.get_kind_display()} {self.key}"

    def get_absolute_url(self) -> str:
        return self.digest.get_absolute_url()

    @property
    def closes(self) -> bool:
        """Whether its last day is one to have answered by."""
        return self.kind in (self.Kind.CALL, self.Kind.NEWS)

    def said(self, language: str) -> tuple[str, str]:
        """The own line as a reader of this language gets it, and the language that it is in."""
        return first_said({**self.line_in, "sv": self.line, "en": self.line_en}, language)
