import django.db.models.deletion
import django.utils.timezone
import utblick.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_head_of_a_unit"),
        ("followup", "0003_own_word_template"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rendering",
            name="format",
            field=models.CharField(
                choices=[
                    ("word", "Word"),
                    ("pdf", "PDF"),
                    ("html", "Web page (HTML)"),
                    ("excel", "Excel, the figures"),
                    ("board_pdf", "The board's sheet, PDF"),
                    ("board_word", "The board's sheet, Word"),
                    ("board_html", "The board's sheet, web page"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "sender",
                    models.CharField(
                        help_text="The administration that the letter comes from.",
                        max_length=150,
                        verbose_name="sender",
                    ),
                ),
                ("officer", models.CharField(max_length=150, verbose_name="officer")),
                ("addressee", models.CharField(max_length=150, verbose_name="addressee")),
                ("written_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="day")),
                ("case_number", models.CharField(blank=True, max_length=50, verbose_name="case number")),
                ("proposal", models.TextField(blank=True, max_length=8000, verbose_name="proposal for decision")),
                ("summary", models.TextField(blank=True, max_length=8000, verbose_name="summary")),
                ("matter", models.TextField(blank=True, max_length=8000, verbose_name="the matter")),
                ("economy", models.TextField(blank=True, max_length=8000, verbose_name="consequences for the economy")),
                ("children", models.TextField(blank=True, max_length=8000, verbose_name="consequences for children")),
                ("equality", models.TextField(blank=True, max_length=8000, verbose_name="consequences for equality")),
                ("climate", models.TextField(blank=True, max_length=8000, verbose_name="consequences for the climate")),
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
                        related_name="letter",
                        to="followup.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "official letter",
                "verbose_name_plural": "official letters",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
    ]
