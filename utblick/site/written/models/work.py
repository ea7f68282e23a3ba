"""Facts for those who think of moving here, and the companies that have."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from utblick.site.written.models.pages import WrittenPage


class FactsPage(WrittenPage):
    """Jobs and housing in figures; the figures stand in the body, each as it is read."""

    as_of = models.DateField(_("figures as of"))
    source = models.CharField(_("where the figures come from"), max_length=200)

    facts_panels = [FieldPanel("as_of"), FieldPanel("source")]
    schema_type = "Article"

    class Meta:
        verbose_name = _("jobs and housing in figures")
        verbose_name_plural = _("jobs and housing in figures")

    def schema(self) -> dict[str, Any]:
        return {"headline": self.title, "dateModified": self.as_of.isoformat()}


class CompanyPage(WrittenPage):
    company = models.CharField(_("company"), max_length=150)
    makes = models.CharField(_("what it makes or does"), max_length=200)
    founded = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    markets = models.CharField(_("markets"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)

    facts_panels = [
        *(FieldPanel("company"), FieldPanel("makes"), FieldPanel("founded")),
        *(FieldPanel("employees"), FieldPanel("markets"), FieldPanel("website")),
    ]
    schema_type = "Article"

    class Meta:
        verbose_name = _("story of a company")
        verbose_name_plural = _("stories of companies")

    def schema(self) -> dict[str, Any]:
        about: dict[str, Any] = {"@type": "Organization", "name": self.company}
        if self.founded:
            about["foundingDate"] = str(self.founded)
        if self.website:
            about["url"] = self.website
        return {"headline": self.title, "about": about}
