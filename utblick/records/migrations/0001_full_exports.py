import django.core.validators
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
            name='DisposalList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('day', models.DateField(editable=False, verbose_name='due on')),
                ('state', models.CharField(choices=[('drawing', 'Being drawn'), ('waiting', 'Waits for approval'), ('approved', 'Approved'), ('disposing', 'Being disposed of'), ('done', 'Disposed of')], default='drawing', editable=False, max_length=10, verbose_name='state')),
                ('approved_at', models.DateTimeField(editable=False, null=True, verbose_name='approved')),
                ('case_number', models.CharField(blank=True, help_text='Of the decision to dispose, if it has one.', max_length=50, verbose_name='case number')),
                ('done_at', models.DateTimeField(editable=False, null=True, verbose_name='disposed of')),
                ('approved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('drawn_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drawn by')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'disposal list',
                'verbose_name_plural': 'disposal lists',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('state', 'done'), _negated=True)), fields=('municipality',), name='one_disposal_list_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('open_only', models.BooleanField(default=False, verbose_name='leave out what is confidential')),
                ('state', models.CharField(choices=[('waiting', 'Waits for its turn'), ('working', 'Being put together'), ('ready', 'Ready'), ('failed', 'Could not be made'), ('gone', 'Thrown away')], default='waiting', max_length=10)),
                ('heard_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('rows', models.BigIntegerField(default=0)),
                ('files', models.PositiveIntegerField(default=0)),
                ('size', models.BigIntegerField(default=0)),
                ('checksum', models.CharField(blank=True, max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ordered by')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'full export',
                'verbose_name_plural': 'full exports',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('kind', models.CharField(editable=False, max_length=60)),
                ('fate', models.CharField(choices=[('keep', 'Is kept'), ('dispose', 'Is disposed of')], default='keep', max_length=8, verbose_name='what becomes of it')),
                ('years', models.PositiveSmallIntegerField(blank=True, help_text='Whole years, from the day that the matter was ended or withdrawn.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='after how many years')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='day of the decision')),
                ('section', models.CharField(blank=True, help_text='For example 34.', max_length=20, verbose_name='section')),
                ('case_number', models.CharField(blank=True, max_length=50, verbose_name='case number')),
                ('note', models.CharField(blank=True, help_text='For example the point of the document plan.', max_length=300, verbose_name='note')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='decided by')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'retention rule',
                'verbose_name_plural': 'retention rules',
                'ordering': ['kind', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('municipality', 'kind'), name='one_rule_for_a_kind'), models.CheckConstraint(condition=models.Q(('fate', 'keep'), models.Q(('body__isnull', False), ('decided_on__isnull', False), ('years__gte', 1)), _connector='OR'), name='disposal_rests_on_a_decision')],
            },
        ),
        migrations.CreateModel(
            name='DisposalRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_kind', models.CharField(editable=False, max_length=60)),
                ('about_id', models.BigIntegerField(editable=False)),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='title')),
                ('reference', models.CharField(max_length=60, verbose_name='reference')),
                ('since', models.DateField(verbose_name='ended')),
                ('parts', models.PositiveIntegerField(default=0, verbose_name='parts')),
                ('files', models.PositiveIntegerField(default=0, verbose_name='files')),
                ('stop', models.CharField(blank=True, choices=[('secret', 'Marked as confidential: try the mark first'), ('report', 'Part of a frozen report'), ('linked', 'Others rest on it'), ('held', 'Held back'), ('open', 'Something about it is not done'), ('changed', 'No longer due'), ('taken_out', 'Taken out')], max_length=10, verbose_name='what stops it')),
                ('told', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('disposed_at', models.DateTimeField(editable=False, null=True, verbose_name='disposed of')),
                ('list', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='records.disposallist')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('rule', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.retentionrule')),
            ],
            options={
                'verbose_name': 'row of a disposal list',
                'verbose_name_plural': 'rows of disposal lists',
                'ordering': ['about_kind', 'since', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('list', 'about_kind', 'about_id'), name='once_in_a_disposal_list')],
            },
        ),
    ]
