"""The index that every room writes to and the search page reads.

Texts are stemmed in Python (lexicon), so SQLite and PostgreSQL find the same things: on SQLite the stems lie in an FTS5
table beside this one (same rowid), on PostgreSQL in a `tsvector` column; both are made by this room's migration.
"""

from django.db import models

from utblick.tenancy.scope import InMunicipality, OwnedManager


class RowManager(OwnedManager["Row"]):
    """Own rows, and the world's (items, which belong to nobody); their texts are left behind until somebody asks for them."""

    def get_queryset(self) -> models.QuerySet["Row"]:
        rows: models.QuerySet[Row] = models.QuerySet(self.model, using=self._db).defer("text")
        return rows.filter(InMunicipality(models.F("municipality")) | models.Q(municipality=None))


class Row(models.Model):
    """One findable object. `secret` rows are found only by those who may see secrets."""

    municipality = models.ForeignKey(
        "accounts.Municipality", models.CASCADE, null=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=60)  # the model's label, "goals.goal"
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)  # the path of the page that shows it
    secret = models.BooleanField(default=False)
    came_on = models.DateField(null=True)  # when the object came, in the installation's time; unknown is long ago
    text = models.TextField(blank=True)  # what passages are taken from; empty for what belongs to nobody

    objects = RowManager()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["municipality", "id"], name="newest_row_of_a_place")]
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_row_once_per_object")]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A stem that stands in the index, for whoever types another by mistake. Made anew every night (`spelling.learn`)."""

    stem = models.CharField(max_length=60, primary_key=True)
    head = models.CharField(max_length=40, db_index=True)  # its length and first half
    tail = models.CharField(max_length=40, db_index=True)  # its length and last half
    rows = models.PositiveIntegerField()  # how many hold it

    def __str__(self) -> str:
        return self.stem


class Renewal(models.Model):
    """How far the index is brought up to the stems that words have now. One row, as there is one index.

    `kind` and `last`: the object that was put in anew last.
    """

    version = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    last = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.version
