"""How an entry of the catalogue answered when it was last tried from this installation."""

from django.db import models

from utblick.watch import troubles


class Probe(models.Model):
    """The last try of one entry. Belongs to nobody, like the source that it may become."""

    key = models.SlugField(max_length=60, unique=True)
    at = models.DateTimeField()
    error = models.CharField(max_length=50, blank=True)  # the stable code; empty when it answered
    # Where it was found in the end: the feed behind a web page.
    address = models.CharField(max_length=1000)

    def __str__(self) -> str:
        return self.key

    @property
    def trouble(self) -> str:
        return troubles.words_of(self.error)
