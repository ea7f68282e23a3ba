import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("watch", "0007_snoozing"),
    ]

    operations = [
        migrations.AddField(
            "decision",
            "answer",
            models.CharField(
                blank=True,
                choices=[("yes", "We want to go on with it"), ("no", "Nothing for us")],
                editable=False,
                max_length=3,
                verbose_name="answer",
            ),
        ),
        migrations.AddField(
            "decision",
            "answer_text",
            models.CharField(blank=True, editable=False, max_length=1000, verbose_name="answer in words"),
        ),
        migrations.AddField(
            "decision",
            "answered_by",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            "decision",
            "answered_at",
            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="answered"),
        ),
        migrations.AddField(
            "decision",
            "answer_read",
            models.BooleanField(default=False, editable=False, verbose_name="answer read"),
        ),
    ]
