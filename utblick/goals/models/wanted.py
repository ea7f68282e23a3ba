"""What items are matched against."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Wanted(models.Model):
    """Something that items are matched against. Never bare: the concepts and keywords carry it across languages."""

    # [{"id": "...", "scheme": "eurovoc", "sv": "...", "en": "..."}]
    concepts = models.JSONField(_("concepts"), default=list, blank=True)
    keywords = models.JSONField(_("keywords"), default=list, blank=True)

    class Meta:
        abstract = True

    def with_keywords(self, *texts: str) -> str:
        """What the search finds it by: the texts, and apart from their sentences the keywords."""
        return " · ".join(filter(None, (" ".join(texts), ", ".join(self.keywords))))
