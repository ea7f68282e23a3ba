"""What came of an initiative."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models.parts import Part
from utblick.ui.cutting import cut


class Result(Part):
    """What came of an initiative."""

    goal = models.ForeignKey(
        "goals.Goal", models.PROTECT, null=True, blank=True, related_name="results", verbose_name=_("goal")
    )
    noted_on = models.DateField(_("date"))
    text = models.TextField(_("result"), help_text=_("What is different now, and for whom?"))
    text_en = models.TextField(_("the same in English, for the public page"), blank=True)
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit_of_value = models.CharField(
        _("what the figure counts"), max_length=60, blank=True, help_text=_("For example “new jobs” or “pupils”.")
    )
    published = models.BooleanField(_("shown on the public page"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["-noted_on", "-pk"]

    def __str__(self) -> str:
        return cut(self.text, 120)

    def search_text(self) -> str:
        return f"{self.text} {self.text_en}"
