"""What remains of an initiative when it is over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models.parts import Part
from utblick.ui.cutting import cut


class Afterlife(Part):
    """The owner's answer to the one question that is asked 6, 18 and 36 months after the end."""

    class Remains(models.TextChoices):
        ALL = "all", _("All of it")
        PART = "part", _("A part of it")
        NOTHING = "nothing", _("Nothing")

    months = models.PositiveSmallIntegerField(_("months after the end"), editable=False)
    remains = models.CharField(_("what remains"), max_length=10, choices=Remains)
    text = models.TextField(
        _("in your own words"), help_text=_("What is still done, used or met? What fell away, and why?")
    )
    answered_on = models.DateField(_("answered"), editable=False)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", editable=False, verbose_name=_("answered by")
    )

    class Meta(Part.Meta):
        verbose_name = _("what remained")
        verbose_name_plural = _("what remained")
        ordering = ["-months", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "months"],
                condition=models.Q(withdrawn_at=None),
                name="afterlife_answered_once_each_time",
            )
        ]

    def __str__(self) -> str:
        return cut(self.text, 120)

    def search_text(self) -> str:
        return self.text
