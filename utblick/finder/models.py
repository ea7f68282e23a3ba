"""Open data on projects that the EU has paid for, and who took part: the installation's own, the same for every municipality.

Nobody edits it; the next file of the same source would overwrite it.
"""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.finder.naming import tidy
from utblick.partners.models import Organisation
from utblick.ui.countries import country_name

# So many numbers of projects share the rows of the index: an offset within them takes two bytes.
BLOCK = 65_536


class ProjectFile(models.Model):
    """A published file that is read, is being read or has been read. `position` is how much of it has been taken in."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        READING = "reading", _("Is being read")
        DONE = "done", _("Read")
        FAILED = "failed", _("Could not be read")

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    # Of a file on this host, from its root; else what it is called among the uploads.
    path = models.CharField(max_length=1000)
    size = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    position = models.BigIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=dict)  # reason: how many
    samples = models.JSONField(default=list)  # [[line, reason]], the first few
    trouble = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)  # when the last batch was kept
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("file of project data")
        verbose_name_plural = _("files of project data")
        ordering = ["-given_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def refusals(self) -> int:
        return sum(self.refused.values())


class FundedProject(models.Model):
    source = models.CharField(max_length=12)
    key = models.CharField(max_length=60)
    content = models.BigIntegerField()  # a hash of all below: what has not changed is not written
    title = models.CharField(max_length=400)
    acronym = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    programme = models.CharField(max_length=100, blank=True)
    call = models.CharField(max_length=100, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    cost = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    grant = models.DecimalField(max_digits=17, decimal_places=2, null=True)
    lang = models.CharField(max_length=2)
    link = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("funded project")
        verbose_name_plural = _("funded projects")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="funded_project_once_per_source")]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> str:
        told = [str(one.year) for one in (self.starts_on, self.ends_on) if one]
        return "–".join(dict.fromkeys(told))


class Participant(models.Model):
    """An organisation as the open data knows it: by its number with the Commission (PIC), else by name and country."""

    pic = models.CharField(max_length=12, blank=True)
    called = models.CharField(max_length=210)  # naming.key: name and country, bare
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=20, blank=True)  # of partners.Organisation.Kind
    place = models.CharField(max_length=100, blank=True)
    nuts = models.CharField(max_length=5, blank=True)
    website = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    projects = models.PositiveIntegerField(default=0)  # how many it takes part in
    led = models.PositiveIntegerField(default=0)  # of which it coordinates

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(fields=["pic"], condition=~models.Q(pic=""), name="participant_once_per_pic")
        ]
        indexes = [models.Index(fields=["called"], name="participant_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def kind_name(self) -> str:
        return str(dict(Organisation.Kind.choices).get(self.kind, ""))

    @property
    def tidy_name(self) -> str:
        return tidy(self.name)

    @property
    def tidy_place(self) -> str:
        return self.place.title() if self.place.isupper() else self.place


class Share(models.Model):
    """One organisation's part in one project."""

    project = models.ForeignKey(FundedProject, models.CASCADE, related_name="shares", db_index=False)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="shares", db_index=False)
    leads = models.BooleanField(default=False)
    grant = models.DecimalField(max_digits=17, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [models.UniqueConstraint(fields=["project", "participant"], name="share_once")]
        # With what is counted of an organisation.
        indexes = [models.Index(fields=["participant", "leads"], name="share_by_participant")]

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.project_id}"


class Posting(models.Model):
    """In which projects of a block a word stands: their numbers less the block's first, two bytes each. See index.py."""

    word = models.CharField(max_length=120)
    block = models.PositiveIntegerField()
    places = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["word", "block"], name="posting_by_word")]

    def __str__(self) -> str:
        return f"{self.word} in {self.block}"


class Unindexed(models.Model):
    """A project that is not in the index as it is now: new, changed, or with new participants."""

    project = models.OneToOneField(FundedProject, models.CASCADE, primary_key=True, related_name="unindexed")

    def __str__(self) -> str:
        return str(self.pk)


__all__: list[Any] = ["FundedProject", "Participant", "Posting", "ProjectFile", "Share", "Unindexed"]
