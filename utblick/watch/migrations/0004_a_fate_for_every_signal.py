from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("watch", "0003_decisions_together")]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("relevant", "Relevant"),
                    ("not_relevant", "Not relevant"),
                    ("noted", "Noted"),
                    ("assigned", "Assigned"),
                    ("consultation", "Consultation reply"),
                    ("initiative", "Initiative started"),
                ],
                max_length=20,
                verbose_name="decision",
            ),
        ),
    ]
