import django.db.models.deletion
from django.db import migrations, models

from utblick.tenancy.first_tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Word',
            fields=[
                ('stem', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('head', models.CharField(db_index=True, max_length=40)),
                ('tail', models.CharField(db_index=True, max_length=40)),
                ('rows', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Row',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('url', models.CharField(blank=True, max_length=300)),
                ('secret', models.BooleanField(default=False)),
                ('came_on', models.DateField(null=True)),
                ('text', models.TextField(blank=True)),
                ('municipality', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.municipality')),
            ],
            options={
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['municipality', 'id'], name='newest_row_of_a_place')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='search_row_once_per_object')],
            },
        ),
    ]
