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
        ('teamwork', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recurring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=150, verbose_name='what is to be done')),
                ('text', models.TextField(blank=True, help_text='What it takes, and where the papers are.', verbose_name='how')),
                ('ring', models.CharField(choices=[('policy', 'Policy and programme'), ('agreements', 'Agreements'), ('budget', 'Budget'), ('followup', 'Follow-up'), ('applications', 'Applications and projects'), ('meetings', 'Board meetings'), ('other', 'Other')], default='other', max_length=14, verbose_name='what it concerns')),
                ('rule', models.CharField(choices=[('yearly', 'On a day of the year'), ('meeting', 'Before each meeting of a body')], default='yearly', max_length=8, verbose_name='when')),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='month')),
                ('day', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name='day')),
                ('years_between', models.PositiveSmallIntegerField(default=1, help_text='1 for what returns every year, 4 for once in a term of office.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='years from one to the next')),
                ('first_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='first year')),
                ('weeks', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(26)], verbose_name='weeks before')),
                ('ahead', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MaxValueValidator(180)], verbose_name='the task is made so many days before')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='body')),
                ('made_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('owner', models.ForeignKey(blank=True, help_text='Empty: the head of the unit, or else the coordinator.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who does it')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='responsible unit')),
            ],
            options={
                'verbose_name': 'recurring duty',
                'verbose_name_plural': 'recurring duties',
                'ordering': ['month', 'day', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('day__range', (1, 31)), ('month__range', (1, 12)), ('rule', 'yearly')), models.Q(('body__isnull', False), ('rule', 'meeting'), ('weeks__isnull', False)), _connector='OR'), name='recurring_rule_is_whole'), models.CheckConstraint(condition=models.Q(('years_between', 1), models.Q(('first_year__isnull', False), ('years_between__range', (2, 20))), _connector='OR'), name='recurring_first_year_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(max_length=24)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teamwork.task')),
                ('recurring', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='duties.recurring')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('recurring', 'occasion'), name='one_task_an_occasion')],
            },
        ),
        migrations.CreateModel(
            name='DutyPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_kind', models.CharField(editable=False, max_length=60)),
                ('about_id', models.BigIntegerField(editable=False)),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('part', models.CharField(choices=[('responsible', 'Is responsible'), ('decides', 'Decides'), ('consulted', 'Is consulted'), ('informed', 'Is informed')], max_length=12, verbose_name='part')),
                ('role', models.CharField(blank=True, choices=[('coordinator', 'Coordinator'), ('officer', 'Officer'), ('decision_maker', 'Decision-maker'), ('editor', 'Editor'), ('auditor', 'Auditor'), ('local_actor', 'Local actor')], editable=False, max_length=20, verbose_name='role')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('unit', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duty_parts', to='accounts.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'part in a duty',
                'verbose_name_plural': 'parts in duties',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role', ''), ('unit__isnull', False)), models.Q(('unit', None), models.Q(('role', ''), _negated=True)), _connector='OR'), name='part_of_a_unit_or_a_role'), models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('about_kind', 'about_id', 'unit'), name='one_part_a_unit'), models.UniqueConstraint(condition=models.Q(('role', ''), _negated=True), fields=('about_kind', 'about_id', 'role'), name='one_part_a_role')],
            },
        ),
    ]
