"""Business contacts: which local actor met whom, about what, and what came of it; and which actors take part in a journey."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models.parts import Part
from utblick.journal.models import Recorded
from utblick.tenancy.scope import Confidential
from utblick.ui.countries import country_name


class Lead(Confidential, Recorded):
    """A local actor has met somebody. The next step is a task of its owner's, in `task`."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Not known yet")
        DEAL = "deal", _("Business: order, agent, agreement")
        COOPERATION = "cooperation", _("Cooperation, project or exchange")
        NOTHING = "nothing", _("Nothing came of it")

    actor = models.ForeignKey("actors.LocalActor", models.PROTECT, related_name="leads", verbose_name=_("local actor"))
    organisation = models.ForeignKey(
        "partners.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("whom they met, in our register"),
    )
    counterpart = models.CharField(
        _("whom they met, otherwise"),
        max_length=200,
        blank=True,
        help_text=_("The name of the company or organisation."),
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    person = models.CharField(
        _("person"), max_length=150, blank=True, help_text=_("Name or role, as far as it is needed to go on.")
    )
    met_on = models.DateField(_("when"))
    about = models.TextField(_("about what"))
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("on which journey or fair"),
    )
    outcome = models.CharField(_("what came of it"), max_length=12, choices=Outcome, default=Outcome.OPEN)
    value = models.DecimalField(
        _("value in kronor, if told"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    jobs = models.PositiveSmallIntegerField(
        _("new jobs, if told"), null=True, blank=True, validators=[MaxValueValidator(10_000)]
    )
    task = models.ForeignKey("teamwork.Task", models.PROTECT, null=True, editable=False, related_name="+")

    # Nor tells it of a journey or a partner that the reader may not see.
    secret_with = "initiative organisation"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("business contact")
        verbose_name_plural = _("business contacts")
        ordering = ["-met_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.actor} – {self.whom}"

    def get_absolute_url(self) -> str:
        return reverse("initiatives:lead", args=[self.pk])

    @property
    def whom(self) -> str:
        return str(self.organisation or self.counterpart)

    @property
    def country_name(self) -> str:
        code = self.organisation.country if self.organisation else self.country
        return country_name(code) if code else ""

    @property
    def owner(self) -> models.Model | None:
        """Who answers for the next step."""
        return self.task.owner if self.task else None

    def clean(self) -> None:
        if not self.organisation_id and not self.counterpart:
            raise ValidationError({"counterpart": _("Choose whom they met, or write the name.")})

    def search_text(self) -> str:
        return f"{self.person} {self.country_name} {self.about}"


class ActorPart(Part):
    """A local actor that takes part in an initiative: a business journey, a fair, an exchange."""

    actor = models.ForeignKey("actors.LocalActor", models.PROTECT, related_name="parts", verbose_name=_("local actor"))

    class Meta(Part.Meta):
        verbose_name = _("participating local actor")
        verbose_name_plural = _("participating local actors")
        ordering = ["actor__name"]
        constraints = [models.UniqueConstraint(fields=["initiative", "actor"], name="actor_once_per_initiative")]

    def __str__(self) -> str:
        return str(self.actor)
