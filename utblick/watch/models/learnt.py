"""What a profile has learnt from decisions, and what a person has told it to forget."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded
from utblick.tenancy.scope import Owned
from utblick.watch.models.inbox import Profile


class Learning(Owned):
    """The weights that the municipality's decisions have given a profile. Derived from them, and made anew at each."""

    profile = models.OneToOneField(Profile, models.CASCADE, related_name="learning")
    # Decisions have been taken or undone since the weights were worked out.
    behind = models.BooleanField(default=True)
    wanted = models.PositiveIntegerField(default=0)
    unwanted = models.PositiveIntegerField(default=0)
    # lexicon's Learnt as plain values.
    weights = models.JSONField(default=dict)
    direction = models.JSONField(default=list)
    shown = models.JSONField(default=dict)
    # What they add to the profile's matches in the middle, which is taken off each.
    level = models.FloatField(default=0.0, db_default=0.0)

    class Meta(Owned.Meta):
        verbose_name = _("what a profile has learnt")
        verbose_name_plural = _("what profiles have learnt")

    def __str__(self) -> str:
        return str(self.profile)


class Unlearnt(Recorded):
    """A learnt weight that is switched off in a profile; withdrawn when it is switched on again."""

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="unlearnt", editable=False)
    feature = models.CharField(_("feature"), max_length=300, editable=False)
    shown = models.CharField(_("shown as"), max_length=300, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = _("switched off weight")
        verbose_name_plural = _("switched off weights")
        ordering = ["shown", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "feature"], condition=models.Q(withdrawn_at=None), name="feature_switched_off_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile}: {self.shown}"

    def get_absolute_url(self) -> str:
        return reverse("watch:learnt", args=[self.profile_id])


class Untried(Recorded):
    """A person's wish to see no trials in the inbox; withdrawn when they are wanted again."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", editable=False)

    class Meta(Recorded.Meta):
        verbose_name = _("inbox without trials")
        verbose_name_plural = _("inboxes without trials")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user"], condition=models.Q(withdrawn_at=None), name="trials_switched_off_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

    def get_absolute_url(self) -> str:
        return reverse("watch:inbox")
