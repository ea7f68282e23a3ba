from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_partners_shares_of_claims")]

    operations = [
        migrations.RemoveConstraint(model_name="booking", name="booking_not_negative"),
        migrations.AlterField(
            model_name="booking",
            name="amount",
            field=models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount, kronor"),
        ),
    ]
