from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("watch", "0006_backgrounds_of_own_items")]

    operations = [
        migrations.AlterModelOptions(
            name="match",
            options={
                "base_manager_name": "objects",
                "ordering": ["-score"],
                "verbose_name": "match",
                "verbose_name_plural": "matches",
            },
        ),
        migrations.RemoveField(model_name="match", name="percentile"),
    ]
