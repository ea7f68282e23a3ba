from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("watch", "0006_probes_of_the_catalogue")]

    operations = [
        migrations.AddField("inboxitem", "snoozed_until", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("inboxitem", "snoozed_at", models.DateTimeField(blank=True, null=True)),
    ]
