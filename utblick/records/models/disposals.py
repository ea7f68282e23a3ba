"""Disposal lists: what is due by the rules on a day, what stops it, who approved, and that it was disposed of."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.about import About, AboutManager
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.journal.telling import kind_in_words
from utblick.records.models.rules import RetentionRule
from utblick.tenancy.scope import OwnedManager, OwnedQuerySet

REGRET = timedelta(days=1)
"""So long after it was approved nothing is disposed of yet."""


class DisposalListQuerySet(RecordedQuerySet["DisposalList"]):
    def to_carry_out(self, now: datetime) -> Self:
        """Those whose time has come, and those that a worker left in the middle."""
        approved = Q(state=DisposalList.State.APPROVED, approved_at__lte=now - REGRET)
        return self.current().filter(approved | Q(state=DisposalList.State.DISPOSING))

    def locked(self, pk: int) -> "DisposalList":
        """As it stands now, and stands until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class DisposalList(Recorded):
    """What is due on `day` by the rules. It is drawn in the background, approved by a person, and carried out a day later."""

    class State(models.TextChoices):
        DRAWING = "drawing", _("Being drawn")
        WAITING = "waiting", _("Waits for approval")
        APPROVED = "approved", _("Approved")
        DISPOSING = "disposing", _("Being disposed of")
        DONE = "done", _("Disposed of")

    OPEN = (State.DRAWING, State.WAITING, State.APPROVED, State.DISPOSING)

    day = models.DateField(_("due on"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAWING, editable=False)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("drawn by"),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name=_("approved by"),
    )  # fmt: skip
    approved_at = models.DateTimeField(_("approved"), null=True, editable=False)
    case_number = models.CharField(
        _("case number"), max_length=50, blank=True, help_text=_("Of the decision to dispose, if it has one.")
    )
    done_at = models.DateTimeField(_("disposed of"), null=True, editable=False)

    objects = OwnedManager.from_queryset(DisposalListQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("disposal list")
        verbose_name_plural = _("disposal lists")
        ordering = ["-pk"]
        constraints = [
            # Two at once would both hold the same rows.
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(withdrawn_at=None) & ~Q(state="done"),
                name="one_disposal_list_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.day.isoformat()}"

    def get_absolute_url(self) -> str:
        return reverse("records:disposal", args=[self.pk])

    @property
    def carried_out_from(self) -> datetime | None:
        return self.approved_at + REGRET if self.approved_at else None

    @property
    def has_begun(self) -> bool:
        return self.state in {self.State.DISPOSING, self.State.DONE}


class DisposalRowQuerySet(OwnedQuerySet["DisposalRow"]):
    def going(self) -> Self:
        """What is to be disposed of, or was."""
        return self.filter(stop="")

    def left(self) -> Self:
        """What is still to be disposed of."""
        return self.going().filter(disposed_at=None)


class DisposalRow(About):
    """One record that is due. Its `title` is read from it, and goes with it; what stays is that it was disposed of.

    `parts`, `files`: how many rows and attached files go with it. `stop`: why it does not go; `told` in what words, or, where
    it hangs on others, of which kinds.
    """

    class Stop(models.TextChoices):
        SECRET = "secret", _("Marked as confidential: try the mark first")
        REPORT = "report", _("Part of a frozen report")
        LINKED = "linked", _("Others rest on it")
        HELD = "held", _("Held back")
        OPEN = "open", _("Something about it is not done")
        CHANGED = "changed", _("No longer due")
        TAKEN_OUT = "taken_out", _("Taken out")

    list = models.ForeignKey(DisposalList, models.PROTECT, related_name="rows", editable=False)
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="+", editable=False)
    title = models.CharField(_("title"), max_length=300, blank=True)
    reference = models.CharField(_("reference"), max_length=60)
    since = models.DateField(_("ended"))
    parts = models.PositiveIntegerField(_("parts"), default=0)
    files = models.PositiveIntegerField(_("files"), default=0)
    stop = models.CharField(_("what stops it"), max_length=10, choices=Stop, blank=True)
    told = models.CharField(_("why"), max_length=300, blank=True)
    disposed_at = models.DateTimeField(_("disposed of"), null=True, editable=False)

    objects = AboutManager.from_queryset(DisposalRowQuerySet)()  # type: ignore[misc]

    class Meta(About.Meta):
        verbose_name = _("row of a disposal list")
        verbose_name_plural = _("rows of disposal lists")
        ordering = ["about_kind", "since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["list", "about_kind", "about_id"], name="once_in_a_disposal_list")
        ]

    def __str__(self) -> str:
        """Without its title: this stands in the audit trail when the record is gone."""
        return f"{self.kind_name} {self.reference}"

    @property
    def kind_name(self) -> str:
        return kind_in_words(self.about_kind)

    @property
    def is_taken_out(self) -> bool:
        return self.stop == self.Stop.TAKEN_OUT

    @property
    def stop_told(self) -> str:
        """What stops it, with why."""
        return ": ".join(filter(None, [str(self.get_stop_display()), self.why])) if self.stop else ""

    @property
    def why(self) -> str:
        """What stops it, in words."""
        if self.stop == self.Stop.LINKED:
            return ", ".join(kind_in_words(kind) for kind in self.told.split())
        return self.told

    def set_about(self, obj: Any) -> None:
        super().set_about(obj)
        self.title = str(obj)[:300]
