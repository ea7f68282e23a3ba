import django.db.models.deletion
import django.utils.timezone
import utblick.tenancy.scope
from django.conf import settings
from django.db import migrations, models

from utblick.tenancy.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("accounts", "0001_initial"),
        ("followup", "0001_initial"),
        ("goals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("answer_by", models.DateField(verbose_name="last day to answer")),
                (
                    "municipality",
                    models.ForeignKey(
                        default=utblick.tenancy.scope.municipality_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.municipality",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collection",
                        to="followup.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "collection for a report",
                "verbose_name_plural": "collections for reports",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Not handed in yet"),
                            ("sent_back", "Sent back with a question"),
                            ("submitted", "Handed in"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True, verbose_name="handed in")),
                ("agreed", models.CharField(blank=True, editable=False, max_length=64)),
                ("question", models.TextField(blank=True, max_length=2000, verbose_name="question to the unit")),
                (
                    "municipality",
                    models.ForeignKey(
                        default=utblick.tenancy.scope.municipality_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.municipality",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handed in by",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="followup.collection",
                    ),
                ),
            ],
            options={
                "verbose_name": "a unit's part of a report",
                "verbose_name_plural": "the units' parts of reports",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="UnitText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="text")),
                ("late", models.BooleanField(default=False, editable=False)),
                (
                    "answer",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="followup.answer",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="goals.goal",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        default=utblick.tenancy.scope.municipality_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "a unit's own words",
                "verbose_name_plural": "the units' own words",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("collection", "unit"), name="unit_answers_once_in_collection"),
        ),
        migrations.AddConstraint(
            model_name="unittext",
            constraint=models.UniqueConstraint(fields=("answer", "goal", "late"), name="unit_writes_once_about_a_goal"),
        ),
        migrations.AddConstraint(
            model_name="unittext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("goal", None)), fields=("answer", "late"), name="unit_writes_once_about_the_whole"
            ),
        ),
    ]
