import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import utblick.tenancy.scope
from django.conf import settings
from django.db import migrations, models

from utblick.tenancy.first_tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('entry', models.BigIntegerField(unique=True)),
                ('core', models.CharField(max_length=64)),
                ('content', models.CharField(max_length=64)),
                ('marked', models.BooleanField()),
                ('digest', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'seal',
                'verbose_name_plural': 'seals',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='TrailCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('entries', models.BigIntegerField()),
                ('anchors', models.PositiveIntegerField()),
                ('stamps', models.PositiveIntegerField(default=0)),
                ('faults', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'check of the audit trail',
                'verbose_name_plural': 'checks of the audit trail',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveIntegerField()),
                ('checksum', models.CharField(max_length=64)),
                ('body', models.BinaryField(null=True)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('text', models.TextField(editable=False, null=True)),
                ('named', models.TextField(editable=False, null=True)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'attached file',
                'verbose_name_plural': 'attached files',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('act', models.CharField(choices=[('created', 'Created'), ('changed', 'Changed'), ('withdrawn', 'Withdrawn'), ('restored', 'Restored'), ('removed', 'Removed')], max_length=12)),
                ('kind', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('label', models.CharField(max_length=300)),
                ('before', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('after', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('secret', models.BooleanField(default=False)),
                ('mark', models.CharField(default='', editable=False, max_length=80)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit trail',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['kind', 'object_id', '-id'], name='journal_by_object'), models.Index(fields=['municipality', '-id'], name='journal_newest_first')],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=64)),
                ('address', models.CharField(blank=True, max_length=2000)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('mark',), name='form_sent_once')],
            },
        ),
    ]
