"""What items mean to a municipality: the profiles they are matched against, matches, decisions, the inbox."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import Owned, OwnedManager, OwnedQuerySet, municipality_id
from utblick.watch import ranking
from utblick.watch.models.items import Item, SeenIn
from utblick.watch.models.own import ActorQuestion


class ProfileQuerySet(OwnedQuerySet["Profile"]):
    def active(self) -> Self:
        return self.filter(paused=False)

    def waiting(self) -> Self:
        """Active ones that have not met the items since they changed."""
        return self.active().filter(is_new=True)


class Profile(Owned):
    """What items are matched against: a goal, a priority, a unit or a local actor. Follows its subject; never edited itself."""

    goal = models.OneToOneField("goals.Goal", models.CASCADE, null=True, related_name="profile")
    priority = models.OneToOneField("goals.Priority", models.CASCADE, null=True, related_name="profile")
    unit = models.OneToOneField("accounts.Unit", models.CASCADE, null=True, related_name="profile")
    actor = models.OneToOneField("actors.LocalActor", models.CASCADE, null=True, related_name="profile")
    name = models.CharField(max_length=200)
    text = models.TextField()
    keywords = models.JSONField(default=list)
    concepts = models.JSONField(default=list)
    threshold = models.FloatField(default=0.0)  # score under which a match is not kept, before anything is taken off
    # What is taken off each score, since most of what the sources here tell gets as much (measuring.py).
    usual = models.FloatField(default=0.0, db_default=0.0)
    # What the latest items here score, at the percentiles of rarity.py; nothing while they are too few, or not measured yet.
    background = models.JSONField(default=list)
    # The engine's profile, and the version of the engine that made it (lexicon).
    features = models.BinaryField(default=b"")
    engine_version = models.CharField(max_length=64, blank=True)
    # The subject's revision that this profile follows; another one means that the profile is behind.
    subject_revision = models.PositiveIntegerField(default=0)
    # Made or changed, and not yet matched against the items that were there before.
    is_new = models.BooleanField(default=True)
    # The subject is no longer in force: nothing is matched against it.
    paused = models.BooleanField(default=False)

    objects = OwnedManager.from_queryset(ProfileQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Owned.Meta):
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(goal__isnull=False, priority=None, unit=None, actor=None)
                    | models.Q(goal=None, priority__isnull=False, unit=None, actor=None)
                    | models.Q(goal=None, priority=None, unit__isnull=False, actor=None)
                    | models.Q(goal=None, priority=None, unit=None, actor__isnull=False)
                ),
                name="profile_of_exactly_one",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Recorded:
        found = self.goal or self.priority or self.unit or self.actor
        assert found is not None  # the constraint profile_of_exactly_one
        return found


def _owner() -> "models.ForeignKey[Any, Any]":
    """The municipality without an index of its own: each of these two tables has one that begins with it.

    They hold millions of rows, and what writes them is mostly the keeping of indexes.
    """
    facts: dict[str, Any] = {"default": municipality_id, "editable": False, "related_name": "+", "db_index": False}
    return models.ForeignKey("accounts.Municipality", models.PROTECT, **facts)


class Match(Owned):
    """An item meets a profile, with a score and its reasons."""

    # Both are looked up by match_by_item.
    municipality = _owner()
    item = models.ForeignKey(Item, models.CASCADE, related_name="matches", db_index=False)
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="matches", db_index=False)
    # Less what is usual for the profile: comparable from item to item, and between profiles.
    score = models.FloatField()
    # What the profile's decisions add to the score (learning.py); where the match was written since, nothing yet.
    learnt = models.FloatField(default=0.0, db_default=0.0)
    # The engine's explanation as plain values (lexicon); null until it has been worked out, right after the matching.
    reasons = models.JSONField(null=True, blank=True)

    class Meta(Owned.Meta):
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ["-score"]
        constraints = [models.UniqueConstraint(fields=["profile", "item"], name="match_once_per_profile_and_item")]
        indexes = [
            models.Index(fields=["municipality", "item"], name="match_by_item"),
            models.Index(fields=["profile", "-score"], name="match_best_of_profile"),
        ]

    def __str__(self) -> str:
        return f"{self.profile}: {self.score}"


WORTH = models.F("score") + models.F("learnt")
"""What a match is worth in the inbox."""
ALARM_WITHIN = timedelta(days=3)


def is_of_units(units: Collection[int]) -> models.Q:
    """A match with one of these units, or with a goal or priority that it is responsible for."""
    theirs = models.Q(unit__in=units) | models.Q(goal__unit__in=units) | models.Q(priority__goal__unit__in=units)
    # As a question of its own, which is asked once: joined, it would be asked of each match.
    return models.Q(profile__in=Profile.objects.filter(theirs).values("pk"))


class InboxItemQuerySet(OwnedQuerySet["InboxItem"]):
    def undecided(self) -> Self:
        return self.filter(decided=False)

    def open(self, now: datetime) -> Self:
        """Without what has passed its last deadline, and without what was put aside until later."""
        open_ = models.Q(deadline=None) | models.Q(deadline__gte=now)
        return self.filter(open_, models.Q(snoozed_until=None) | models.Q(snoozed_until__lte=now))

    def asleep(self, now: datetime) -> Self:
        return self.filter(snoozed_until__gt=now)

    def expired(self, now: datetime) -> Self:
        """What passed its last deadline; with `undecided()` what went by unseen."""
        return self.filter(deadline__lt=now)

    def came(self, start: datetime, end: datetime) -> Self:
        return self.filter(arrived_at__gte=start, arrived_at__lt=end)

    def missed(self, *, until: datetime, since: datetime | None = None) -> Self:
        """What passed its last deadline in the time undecided, or asked of somebody who has not answered."""
        by_actors = ActorQuestion.objects.current().exclude(answered_at=None).exclude(decision=None)
        asked = Decision.objects.current().filter(verdict=Decision.Verdict.ASSIGNED, answered_at=None)
        asked = asked.exclude(pk__in=by_actors.values("decision"))
        nobody = models.Q(decided=False) | models.Q(decided=True, item__in=asked.values("item"))
        passed = self.filter(nobody, deadline__lt=until)
        return passed.filter(deadline__gte=since) if since else passed

    def of_units(self, units: Collection[int]) -> Self:
        """Those that meet what is these units'."""
        return self.filter(item__in=Match.objects.filter(is_of_units(units)).values("item"))

    def urgent(self, now: datetime) -> Self:
        """What closes within three days and waits for a decision: the alarm."""
        return self.undecided().filter(deadline__gte=now, deadline__lt=now + ALARM_WITHIN)

    def ranked(self) -> Self:
        """Best first; of equals the newest."""
        return self.order_by("-rank", "-pk")

    def ranked_for(self, units: Collection[int]) -> Self:
        """Those of these units, by what meets theirs best, however well it meets others; of equals the newest.

        Each with the name of what of theirs it `meets`.
        """
        theirs = Match.objects.filter(is_of_units(units), item=models.OuterRef("item")).order_by(WORTH.desc(), "pk")
        best = theirs.annotate(worth=WORTH)[:1]
        worth = models.Subquery(best.values("worth"))
        stays = models.Q(rank=ranking.PASSED) | models.Q(fit=ranking.SENT_FIT)
        place = models.Case(
            models.When(stays, then=models.F("rank")), default=models.F("rank") - models.F("fit") + 100.0 * worth
        )
        meets = models.Subquery(best.values("profile__name"))
        return self.of_units(units).annotate(place=place, meets=meets).order_by("-place", "-pk")

    def with_rows(self, **more: Any) -> "models.QuerySet[InboxItem, Any]":
        """What a list shows of the item, the best match and how many of our sources tell it (`seen_in`): tuples, one query.

        Four model instances a row cost as much as the whole page's template.
        """
        told = {"seen_in": SeenIn("item"), **more}
        return self.annotate(**told).values_list(*SHOWN_OF_A_ROW, *told, named=True)


SHOWN_OF_A_ROW = [
    "item_id", "deadline", "decided", "item__title", "item__language", "item__kind", "item__status", "item__authority",
    "item__programme", "item__budget", "item__grant_max", "item__currency", "best__score", "best__reasons", "best__profile__name",
    "best__profile__background",
]  # fmt: skip


class InboxItem(Owned):
    """An item as it lies in one municipality's inbox. Derived from matches and decisions; kept so that the inbox is quick.

    `rank` is `fit` raised as the deadline nears (ranking.py); below zero once the deadline has passed undecided, so that the
    past does not stand in the way of those that read best first.
    """

    # Both are looked up by item_once_in_inbox.
    municipality = _owner()
    item = models.ForeignKey(Item, models.CASCADE, related_name="inbox_items", db_index=False)
    best = models.ForeignKey(Match, models.SET_NULL, null=True, related_name="+")
    fit = models.FloatField(default=0.0)  # the best match's score times a hundred (ranking.py)
    rank = models.FloatField(default=0.0)
    kind = models.CharField(max_length=20, choices=Item.Kind)
    deadline = models.DateTimeField(null=True, blank=True)  # the item's last one
    arrived_at = models.DateTimeField()
    decided = models.BooleanField(default=False)
    # Out of the way until then (snoozing.py); all that were put aside in one go have the same `snoozed_at`.
    snoozed_until = models.DateTimeField(null=True, blank=True)
    snoozed_at = models.DateTimeField(null=True, blank=True)
    # The day on which it is shown among the best although it lies far below them (trying.py).
    tried_on = models.DateField(null=True, blank=True)

    objects = OwnedManager.from_queryset(InboxItemQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Owned.Meta):
        verbose_name = _("item in the inbox")
        verbose_name_plural = _("items in the inbox")
        constraints = [models.UniqueConstraint(fields=["municipality", "item"], name="item_once_in_inbox")]
        indexes = [
            models.Index(fields=["municipality", "decided", "-rank", "-id"], name="inbox_best_first"),
            models.Index(fields=["municipality", "decided", "deadline"], name="inbox_by_deadline"),
            models.Index(
                fields=["municipality", "tried_on"], condition=models.Q(tried_on__isnull=False), name="inbox_on_trial"
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)

    def get_absolute_url(self) -> str:
        return reverse("watch:item", args=[self.item_id])


class DecisionQuerySet(RecordedQuerySet["Decision"]):
    def asked_of(self, user: User, units: Iterable[int]) -> Self:
        """Questions that wait for this person's answer, or the unit's."""
        asked = models.Q(assigned_to=user) | models.Q(assigned_to=None, unit__in=list(units))
        return self.current().filter(asked, verdict="assigned", answered_at=None)

    def answered_to(self, user: User) -> Self:
        """Answers that this person asked for and has not read."""
        return self.current().filter(decided_by=user, verdict="assigned", answer_read=False).exclude(answered_at=None)


class Decision(Recorded):
    """What the municipality did about an item. Undoing withdraws it; the item is back in the inbox."""

    class Verdict(models.TextChoices):
        RELEVANT = "relevant", _("Relevant")
        NOT_RELEVANT = "not_relevant", _("Not relevant")
        NOTED = "noted", _("Noted")
        ASSIGNED = "assigned", _("Assigned")
        CONSULTATION = "consultation", _("Consultation reply")
        INITIATIVE = "initiative", _("Initiative started")

    class Answer(models.TextChoices):
        YES = "yes", _("We want to go on with it")
        NO = "no", _("Nothing for us")

    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions", editable=False)
    verdict = models.CharField(_("decision"), max_length=20, choices=Verdict)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", editable=False)
    assigned_to = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("assigned to")
    )
    unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    # What came back from the one who was asked (answering.py).
    answer = models.CharField(_("answer"), max_length=3, choices=Answer, blank=True, editable=False)
    answer_text = models.CharField(_("answer in words"), max_length=1000, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("answered by"),
    )  # fmt: skip
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answer_read = models.BooleanField(_("answer read"), default=False, editable=False)
    # The same on all that were decided on in one go, so that they can be undone in one go.
    together = models.CharField(max_length=32, blank=True, editable=False, db_index=True)

    objects = OwnedManager.from_queryset(DecisionQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "item"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_decision_per_item",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.item}"

    def get_absolute_url(self) -> str:
        return reverse("watch:item", args=[self.item_id])

    def search_text(self) -> str:
        return f"{self.reason} {self.answer_text}"
