"""The index that every room writes to and the search page reads.

Texts are stemmed in Python (lexicon), so SQLite and PostgreSQL find the same things: on SQLite the stems lie in an FTS5
table beside this one (same rowid), on PostgreSQL in a `tsvector` column; both are made by this room's migration.
"""

from django.db import models

from utblick.tenancy.scope import InMunicipality, OwnedManager


class RowQuerySet(models.QuerySet["Row"]):
    pass


class RowManager(OwnedManager["Row"]):
    """Own rows, and the world's (items, which belong to nobody)."""

    def get_queryset(self) -> models.QuerySet["Row"]:
        rows = RowQuerySet(self.model, using=self._db)
        return rows.filter(InMunicipality(models.F("municipality")) | models.Q(municipality=None))


class Row(models.Model):
    """One findable object. `secret` rows are found only by those who may see secrets."""

    municipality = models.ForeignKey("accounts.Municipality", models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=60)  # the model's label, "goals.goal"
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)  # the path of the page that shows it
    secret = models.BooleanField(default=False)

    objects = RowManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_row_once_per_object")]

    def __str__(self) -> str:
        return self.title
