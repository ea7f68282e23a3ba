"""Who travels in an exchange, the way they go, and what they tell when they are home."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utblick.initiatives.models.lessons import Lesson
from utblick.initiatives.models.steps import Step
from utblick.journal.models import Recorded

AGES = ("pupils_6_9", "pupils_10_12", "pupils_13_15", "pupils_16_19")
_MOST = MaxValueValidator(10_000, _("That is more people than this can be."))


class Group(Recorded):
    """People who travel together in an exchange, ours or the guests. Counted, never named: many are children."""

    class Direction(models.TextChoices):
        OUT = "out", _("From us to them")
        IN = "in", _("From them to us")

    step = models.ForeignKey(Step, models.PROTECT, related_name="groups", editable=False)
    name = models.CharField(
        _("the group"),
        max_length=120,
        help_text=_("For example “Pupils in year 8 and two teachers”. Write no children's names."),
    )
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.OUT)
    travellers = models.PositiveIntegerField(_("how many travel"), validators=[MinValueValidator(1), _MOST])
    leader = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("leads the group")
    )
    pupils_6_9 = models.PositiveIntegerField(_("pupils aged 6 to 9"), null=True, blank=True, validators=[_MOST])
    pupils_10_12 = models.PositiveIntegerField(_("pupils aged 10 to 12"), null=True, blank=True, validators=[_MOST])
    pupils_13_15 = models.PositiveIntegerField(_("pupils aged 13 to 15"), null=True, blank=True, validators=[_MOST])
    pupils_16_19 = models.PositiveIntegerField(_("pupils aged 16 to 19"), null=True, blank=True, validators=[_MOST])

    secret_with = "step__initiative"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("travelling group")
        verbose_name_plural = _("travelling groups")
        ordering = ["direction", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("initiatives:exchange", args=[self.step_id])

    @property
    def ages(self) -> list[tuple[str, int]]:
        """The age groups that somebody has counted, by name."""
        counted = {"6–9": self.pupils_6_9, "10–12": self.pupils_10_12}
        counted |= {"13–15": self.pupils_13_15, "16–19": self.pupils_16_19}
        return [(age, count) for age, count in counted.items() if count]

    def clean(self) -> None:
        pupils = sum(getattr(self, age) or 0 for age in AGES)
        if self.travellers and pupils > self.travellers:
            raise ValidationError(
                {"travellers": _("There are %(count)s pupils in the age groups.") % {"count": pupils}}
            )


class Leg(Recorded):
    """One part of the way of a group, with what it costs the climate as reckoned on the day it was saved."""

    class Means(models.TextChoices):
        TRAIN = "train", _("Train")
        COACH = "coach", _("Coach or bus")
        CAR = "car", _("Car or minibus")
        ELECTRIC_CAR = "electric_car", _("Electric car")
        FERRY = "ferry", _("Ferry")
        PLANE = "plane", _("Plane")
        ON_FOOT = "on_foot", _("On foot or by bicycle")

    group = models.ForeignKey(Group, models.PROTECT, related_name="legs", editable=False)
    means = models.CharField(_("means of transport"), max_length=12, choices=Means)
    begins = models.CharField(pgettext_lazy("place", "from"), max_length=100)
    ends = models.CharField(pgettext_lazy("place", "to"), max_length=100)
    travelled_on = models.DateField(_("day"), null=True, blank=True)
    both_ways = models.BooleanField(_("there and back"), default=True)
    vehicles = models.PositiveSmallIntegerField(
        _("how many cars"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_("Empty: four in each."),
    )
    own_km = models.PositiveIntegerField(
        _("kilometres, one way"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(25_000, _("That is more than half-way around the earth."))],
        help_text=_("Empty: reckoned from where the places lie."),
    )
    # As it was reckoned (travel/): the sums stand still when a factor is changed later.
    km = models.PositiveIntegerField(_("kilometres reckoned with"), editable=False)
    factor = models.DecimalField(_("kg CO2e per kilometre"), max_digits=7, decimal_places=4, editable=False)
    factor_of = models.DateField(_("factor in force from"), editable=False)
    kg_co2e = models.DecimalField(_("climate cost, kg CO2e"), max_digits=10, decimal_places=1, editable=False)

    secret_with = "group__step__initiative"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("leg of a journey")
        verbose_name_plural = _("legs of journeys")
        ordering = [models.F("travelled_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return f"{self.begins} → {self.ends}"

    def get_absolute_url(self) -> str:
        return reverse("initiatives:exchange", args=[self.group.step_id])


class TravelReport(Recorded):
    """What those who travelled tell when they are home. The lesson is the main thing; the rest is a line or two."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="travel_reports", editable=False)
    lesson = models.OneToOneField(Lesson, models.PROTECT, related_name="travel_report", editable=False)
    met = models.TextField(_("whom we met and what we saw"), blank=True)
    author = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", editable=False, verbose_name=_("by"))
    reported_on = models.DateField(_("reported on"), editable=False)

    secret_with = "step__initiative"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("travel report")
        verbose_name_plural = _("travel reports")
        ordering = ["-reported_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.step}, {self.reported_on}"

    def get_absolute_url(self) -> str:
        return reverse("initiatives:exchange", args=[self.step_id])

    def search_text(self) -> str:
        return self.met
