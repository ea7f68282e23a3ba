"""Those at home who could gain from contacts abroad: companies, schools and associations."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.accounts.validators import check_organisation_number
from utblick.actors.aid import Aid as Aid  # a model of this room
from utblick.journal.models import Recorded


class LocalActor(Recorded):
    """A local company, school or association."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        SCHOOL = "school", _("School")
        ASSOCIATION = "association", _("Association")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COMPANY)
    organisation_number = models.CharField(
        _("organisation number"), max_length=13, blank=True, validators=[check_organisation_number]
    )
    industry = models.CharField(_("industry"), max_length=150, blank=True)
    description = models.TextField(
        _("what they make or do"), help_text=_("In their own words. Calls and tenders are matched to this.")
    )
    keywords = models.JSONField(_("keywords"), default=list, blank=True)
    concepts = models.JSONField(_("concepts"), default=list, blank=True)
    website = models.URLField(_("website"), blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)

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

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actors:actor", args=[self.pk])

    def search_text(self) -> str:
        return " ".join([self.industry, self.description, *self.keywords])


class Representative(Recorded):
    """A person who logs in for a local actor, and sees and edits that one alone."""

    actor = models.ForeignKey(LocalActor, models.PROTECT, related_name="representatives", verbose_name=_("local actor"))
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="represents", verbose_name=_("person"))

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
