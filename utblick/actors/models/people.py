"""The contact persons of a local actor, kept with their consent alone."""

from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.actors.models.actors import LocalActor
from utblick.journal.models import Recorded
from utblick.journal.personal import Personal, PersonalQuerySet
from utblick.tenancy.scope import OwnedManager

KEPT_GONE = timedelta(days=30)
"""How long a consent that was taken back by mistake can be given back; then the person is erased."""


class ContactPerson(Personal, Recorded):
    """Somebody at a local actor: what for, when and how the person said yes. A consent that is taken back withdraws the row."""

    personal = ("name", "title", "email", "phone")
    held_with = "actor"

    class How(models.TextChoices):
        FORM = "form", _("in the form on the public page")
        WRITING = "writing", _("in writing")
        MAIL = "mail", _("by e-mail")
        PHONE = "phone", _("on the telephone")
        MEETING = "meeting", _("when we met")

    actor = models.ForeignKey(LocalActor, models.PROTECT, related_name="people", editable=False)
    name = models.CharField(_("name"), max_length=150)
    title = models.CharField(_("title"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    purpose = models.CharField(
        _("what the consent is for"),
        max_length=200,
        help_text=_("For example “Contact for calls and contacts abroad”."),
    )
    consent_on = models.DateField(_("said yes on"))
    consent_how = models.CharField(_("how"), max_length=10, choices=How)

    objects = OwnedManager.from_queryset(PersonalQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("contact person at a local actor")
        verbose_name_plural = _("contact persons at local actors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or gettext("Erased person")

    def get_absolute_url(self) -> str:
        return self.actor.get_absolute_url()

    @property
    def kept_for(self) -> str:
        return gettext("%(purpose)s (consent)") % {"purpose": self.purpose}

    @property
    def kept_until(self) -> date | None:
        return timezone.localdate(self.withdrawn_at) + KEPT_GONE if self.withdrawn_at else None
