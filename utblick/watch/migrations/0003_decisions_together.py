from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("watch", "0002_kinds_of_sources")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="together",
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=32),
        ),
    ]
