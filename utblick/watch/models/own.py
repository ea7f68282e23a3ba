"""What a local actor itself wants of the watch, what it says of what was found, and what it is asked."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager
from utblick.watch.models.items import Item


class ActorWishes(Recorded):
    """How often, of which kinds, from where and in which languages; an empty list asks for all."""

    class Rhythm(models.TextChoices):
        NEVER = "", _("never")
        DAILY = "daily", _("weekday mornings")
        WEEKLY = "weekly", _("once a week")
        MONTHLY = "monthly", _("once a month")

    FITTING = (Item.Kind.TENDER, Item.Kind.PARTNER_SEARCH, Item.Kind.CALL, Item.Kind.EVENT)
    """What can fit an actor; news are for the municipality."""

    BOUGHT = (Item.Kind.TENDER,)
    """What only who sells can make use of: schools and associations hear of it when they ask for it."""

    actor = models.OneToOneField("actors.LocalActor", models.PROTECT, related_name="wishes", editable=False)
    rhythm = models.CharField(_("mail us"), max_length=10, choices=Rhythm, blank=True, default=Rhythm.WEEKLY)
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    # Codes, separated by spaces.
    countries = models.CharField(_("countries"), max_length=200, blank=True)
    languages = models.CharField(_("languages that you read"), max_length=60, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("wishes of a local actor")
        verbose_name_plural = _("wishes of local actors")

    def __str__(self) -> str:
        return str(self.actor)

    def get_absolute_url(self) -> str:
        return self.actor.get_absolute_url()

    @property
    def kinds_told(self) -> list[str]:
        """Those chosen, or where none is what fits an actor of this kind."""
        sells = self.actor.kind == self.actor.Kind.COMPANY
        return self.kinds or [kind for kind in self.FITTING if sells or kind not in self.BOUGHT]


class OwnAnswer(Recorded):
    """An actor's own word about an item that fits it; withdrawn when it is taken back. The ranking learns from both."""

    class Verdict(models.TextChoices):
        YES = "yes", _("For us")
        NO = "no", _("Not for us")

    actor = models.ForeignKey("actors.LocalActor", models.PROTECT, related_name="answers", editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", editable=False)
    verdict = models.CharField(_("answer"), max_length=3, choices=Verdict)

    class Meta(Recorded.Meta):
        verbose_name = _("answer of a local actor")
        verbose_name_plural = _("answers of local actors")
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "item"], condition=models.Q(withdrawn_at=None), name="actor_answers_once_per_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.get_verdict_display()}"

    def get_absolute_url(self) -> str:
        return self.actor.get_absolute_url()


class ActorQuestionQuerySet(RecordedQuerySet["ActorQuestion"]):
    def waiting(self) -> Self:
        return self.current().filter(answered_at=None)

    def answered_to(self, user: User) -> Self:
        """Answers that this person asked for and has not read."""
        return self.current().filter(asked_by=user, answer_read=False).exclude(answered_at=None)


class ActorQuestion(Recorded):
    """What the municipality asks a local actor about an item, and what it answers (asking.py).

    Several may be asked about one item; none of them sees that, nor what another answers. Withdrawn when it is taken back.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="questions", editable=False)
    actor = models.ForeignKey("actors.LocalActor", models.PROTECT, related_name="questions", editable=False)
    question = models.CharField(_("question"), max_length=500)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", editable=False)
    # That the item was sent to local actors alone: undone together.
    decision = models.ForeignKey(
        "watch.Decision", models.PROTECT, null=True, blank=True, related_name="questions", editable=False
    )
    answer = models.CharField(
        _("answer"), max_length=3, choices=OwnAnswer.Verdict, blank=True, default="", editable=False
    )
    answer_text = models.CharField(_("answer in words"), max_length=1000, blank=True, default="", editable=False)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answer_read = models.BooleanField(_("answer read"), default=False, editable=False)

    objects = OwnedManager.from_queryset(ActorQuestionQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("question to a local actor")
        verbose_name_plural = _("questions to local actors")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "item"],
                condition=models.Q(withdrawn_at=None, answered_at=None),
                name="actor_asked_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.item}"

    def get_absolute_url(self) -> str:
        return reverse("watch:item", args=[self.item_id])
