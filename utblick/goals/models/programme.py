"""What is put first in a period: programmes, their versions, and their priorities."""

from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Municipality
from utblick.goals.models.adoption import Adoption
from utblick.goals.models.goals import CooperationForm, Goal
from utblick.goals.models.wanted import Wanted
from utblick.journal.frozen import Frozen, changed, checksum
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager


class ProgrammeQuerySet(RecordedQuerySet["Programme"]):
    def drafts(self) -> Self:
        return self.current().filter(status=Programme.Status.DRAFT)

    def adopted(self) -> Self:
        return self.current().filter(status=Programme.Status.ADOPTED)

    def overlapping(self, programme: "Programme") -> Self:
        """Others that are adopted for a part of the same time."""
        dates = {"starts_on__lte": programme.ends_on, "ends_on__gte": programme.starts_on}
        return self.adopted().filter(**dates).exclude(pk=programme.pk or 0)


class Programme(Adoption, Recorded):
    """What is put first in a period. Once adopted it never changes; a revision is a new row that `replaces` it.

    `follows`: the programme of the period before, from whose outcome this one was drafted.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ADOPTED = "adopted", _("Adopted")
        REPLACED = "replaced", _("Replaced")
        ENDED = "ended", _("Ended")

    title = models.CharField(_("title of the programme"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    text = models.TextField(_("introduction"), blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="revisions", verbose_name=_("revision of")
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="followed_by", verbose_name=_("follows on")
    )
    why = models.TextField(_("why it is revised"), blank=True)
    # What was adopted (contents.py), with its checksum; empty while a draft.
    content = models.JSONField(default=dict, editable=False)
    checksum = models.CharField(_("checksum"), max_length=64, blank=True, editable=False)

    objects = OwnedManager.from_queryset(ProgrammeQuerySet)()  # type: ignore[misc, assignment]

    # It is what the other fields and the priorities said; `checksum` tells that it was kept.
    unrecorded = Recorded.unrecorded | {"content"}
    # All that may happen to an adopted programme: it is replaced or ended, and that may be taken back.
    CHANGES_WHEN_FROZEN = frozenset({"status", "revision"})

    class Meta(Recorded.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-starts_on", "-version", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="programme_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft", checksum="") | ~models.Q(status="draft") & ~models.Q(checksum=""),
                name="programme_adopted_with_checksum",
            ),
            # `save` refuses every overlap; of what it refuses the plainest part holds in the database too.
            models.UniqueConstraint(
                fields=["municipality", "starts_on", "ends_on"],
                condition=models.Q(status="adopted", withdrawn_at=None),
                name="one_programme_adopted_for_a_period",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=models.Q(replaces__isnull=False, status="draft", withdrawn_at=None),
                name="one_revision_begun_of_a_programme",
            ),
        ]

    def __str__(self) -> str:
        if self.version == 1:
            return self.title
        return gettext("%(title)s, version %(version)s") % {"title": self.title, "version": self.version}

    def get_absolute_url(self) -> str:
        return reverse("goals:programme", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.case_number} {self.text}"

    @property
    def is_frozen(self) -> bool:
        return self.status != self.Status.DRAFT

    @property
    def is_intact(self) -> bool:
        """Whether what was adopted still has the checksum that it was adopted with."""
        return self.is_frozen and checksum(self.content) == self.checksum

    @property
    def former(self) -> "Programme | None":
        """What its changes are told against: the version that it revises, else the programme of the period before."""
        return self.replaces or self.follows

    def _stored(self) -> dict[str, Any] | None:
        """The stored row, read under lock by every save: the place where a change of what is adopted is stopped."""
        stored = super()._stored()
        was = stored["status"] if stored else self.Status.DRAFT
        kept = self.is_frozen and (stored is None or not changed(self, stored, but=self.CHANGES_WHEN_FROZEN))
        if was != self.Status.DRAFT and not kept:
            raise adopted()
        if self.status == self.Status.ADOPTED != was:
            self._refuse_second()
        return stored

    def _refuse_second(self) -> None:
        # Adoptions in one municipality wait for each other: two at once would not see each other.
        Municipality.objects.select_for_update().get(pk=self.municipality_id or 0)
        if other := Programme.objects.overlapping(self).first():
            raise second(other)


def adopted() -> Frozen:
    return Frozen(_("The programme is adopted and is not changed any more. Begin a new version of it."), code="frozen")


def second(other: Programme) -> Frozen:
    """There is a programme for the time already."""
    told = _("“%(other)s” is adopted for %(first)s to %(last)s already. Revise or end it, or change the period.")
    return Frozen(told, "second", {"other": other, "first": other.starts_on, "last": other.ends_on})


class Priority(Wanted, Recorded):
    """One thing that the programme puts first.

    What goes on from version to version, and from period to period, is a new row with the same `line`: the key of the first.
    One that the draft proposes to end is a withdrawn row with its `why`.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="priorities", editable=False)
    line = models.BigIntegerField(null=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("priority"), max_length=150)
    text = models.TextField(_("what we want"), blank=True)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="priorities", verbose_name=_("goal"))
    form = models.ForeignKey(
        CooperationForm, models.PROTECT, null=True, blank=True, related_name="priorities", verbose_name=_("form")
    )
    countries = models.JSONField(_("countries"), default=list, blank=True)  # ISO 3166-1 alpha-2
    weight = models.PositiveSmallIntegerField(_("weight"), default=3, help_text=_("From 1, minor, to 5, foremost."))
    budget = models.DecimalField(_("budget, kronor"), max_digits=12, decimal_places=0, null=True, blank=True)
    target = models.CharField(_("target"), max_length=200, blank=True)
    why = models.TextField(_("why it is changed"), blank=True)

    # What the watch looks for is no part of the decision, and is tended as long as the programme lasts.
    CHANGES_WHEN_FROZEN = frozenset({"concepts", "keywords", "revision"})

    class Meta(Recorded.Meta):
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["-weight", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(weight__range=(1, 5)), name="priority_weight_one_to_five")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("goals:priority", args=[self.pk])

    def search_text(self) -> str:
        """It is carried from programme to programme: which one this is, is told first."""
        return self.with_keywords(f"{self.programme}.", self.text)

    @property
    def is_frozen(self) -> bool:
        return self.programme.is_frozen

    @property
    def root(self) -> int | None:
        """The same for every row of one line."""
        return self.line or self.pk

    def _stored(self) -> dict[str, Any] | None:
        stored = super()._stored()
        if stored is None or changed(self, stored, but=self.CHANGES_WHEN_FROZEN):
            self._refuse_when_adopted()
        return stored

    def remove(self) -> None:
        self._refuse_when_adopted()
        super().remove()

    def _refuse_when_adopted(self) -> None:
        # Under lock: an adoption that goes on at the same time sees all of the priority or nothing.
        if Programme.objects.select_for_update(of=("self",)).get(pk=self.programme_id).is_frozen:
            raise adopted()
