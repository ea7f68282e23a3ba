"""A local actor, what is told of it, and the people who log in for it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.accounts.validators import check_organisation_number
from utblick.actors import sni
from utblick.journal.models import Recorded
from utblick.ui.countries import country_names
from utblick.ui.languages import language_names


class ActorFacts(models.Model):
    """What is told of a local actor, by the register or by itself when it asks to be in it."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        SCHOOL = "school", _("School")
        ASSOCIATION = "association", _("Association")

    class Size(models.IntegerChoices):
        """How many work there, in the classes that SCB counts companies by; each by its lower bound."""

        NONE = 0, _("no employees")
        FEW = 1, _("1–4 employees")
        SMALL = 5, _("5–9 employees")
        TENS = 10, _("10–19 employees")
        SOME = 20, _("20–49 employees")
        MANY = 50, _("50–99 employees")
        HUNDREDS = 100, _("100–249 employees")
        LARGE = 250, _("250 employees or more")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COMPANY)
    organisation_number = models.CharField(
        _("organisation number"), max_length=13, blank=True, validators=[check_organisation_number]
    )
    sni = models.CharField(
        _("industry code (SNI)"),
        max_length=5,
        blank=True,
        help_text=_("Two to five digits by SCB, for example 16.231."),
    )
    industry = models.CharField(_("industry"), max_length=150, blank=True)
    size = models.PositiveSmallIntegerField(_("size"), choices=Size, null=True, blank=True)
    description = models.TextField(
        _("what they make or do"), help_text=_("In their own words. Calls and tenders are matched to this.")
    )
    # Codes, separated by spaces, as those of countries below.
    languages = models.CharField(
        _("languages"), max_length=60, blank=True, help_text=_("That they work in, for example Norwegian, English.")
    )
    markets = models.CharField(
        _("markets today"), max_length=200, blank=True, help_text=_("Countries that they sell to or work with.")
    )
    markets_wanted = models.CharField(
        _("markets wanted"), max_length=200, blank=True, help_text=_("Countries that they want to reach.")
    )
    experience = models.TextField(
        _("experience abroad"), blank=True, help_text=_("Export, fairs, projects, exchanges: what they have tried.")
    )
    website = models.URLField(_("website"), blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def sni_text(self) -> str:
        """The code as SCB writes it, with the name of its division."""
        division = sni.division_of(self.sni)
        return f"{sni.written(self.sni)} {division.name(get_language() or 'sv')}" if division else ""

    @property
    def language_names(self) -> str:
        return language_names(self.languages.split())

    @property
    def market_names(self) -> str:
        return country_names(self.markets.split())

    @property
    def wanted_market_names(self) -> str:
        return country_names(self.markets_wanted.split())


class LocalActor(ActorFacts, Recorded):
    """A local company, school or association."""

    keywords = models.JSONField(_("keywords"), default=list, blank=True)
    concepts = models.JSONField(_("concepts"), default=list, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("local actor")
        verbose_name_plural = _("local actors")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "organisation_number"],
                condition=~models.Q(organisation_number=""),
                name="actor_number_once_in_municipality",
                violation_error_message=_("A local actor with this organisation number is already in the register."),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("actors:actor", args=[self.pk])

    def search_text(self) -> str:
        where = f"{self.place} {self.market_names} {self.wanted_market_names}"
        return " ".join([self.industry, self.sni_text, self.description, *self.keywords, where, self.experience])


class Representative(Recorded):
    """A person who logs in for a local actor, and sees and edits that one alone."""

    actor = models.ForeignKey(LocalActor, models.PROTECT, related_name="representatives", verbose_name=_("local actor"))
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="represents", verbose_name=_("person"))
    # Said by the link in a mail: the person logs in as before, but is mailed no more of what fits the actor.
    unmailed = models.BooleanField(_("wants no mail"), default=False, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "user"], condition=models.Q(withdrawn_at=None), name="represents_an_actor_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.actor}"

    def get_absolute_url(self) -> str:
        return self.actor.get_absolute_url()
