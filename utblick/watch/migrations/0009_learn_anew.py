from django.db import migrations


def fall_behind(apps, schema_editor):
    """What was learnt before moved all of a profile's items alike."""
    apps.get_model("watch", "Learning").objects.update(behind=True)


class Migration(migrations.Migration):
    dependencies = [("watch", "0008_what_all_are_given_alike")]

    operations = [migrations.RunPython(fall_behind, migrations.RunPython.noop)]
