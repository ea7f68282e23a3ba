from django.db import migrations


def forget(apps, schema_editor):
    """They were measured by word lists; the next night measures them by what the municipality's sources have told."""
    apps.get_model("watch", "Profile").objects.exclude(background=[]).update(background=[])


class Migration(migrations.Migration):
    dependencies = [("watch", "0005_sampled_decisions")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
