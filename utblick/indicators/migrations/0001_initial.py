import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import utblick.tenancy.scope
from django.db import migrations, models

from utblick.tenancy.first_tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('goals', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('name', models.CharField(help_text='What is counted, for example “Pupils who have been abroad”.', max_length=120, verbose_name='name')),
                ('definition', models.TextField(blank=True, help_text="What exactly is counted, and what is not, so that next year's figure means the same.", verbose_name='definition')),
                ('source', models.CharField(blank=True, help_text='Where the figure comes from: a register, a survey, Kolada N00914.', max_length=200, verbose_name='source')),
                ('unit', models.CharField(blank=True, help_text='For example persons, %, kr.', max_length=30, verbose_name='unit')),
                ('better', models.CharField(choices=[('more', 'More is better'), ('less', 'Less is better'), ('neither', 'It only describes')], default='more', max_length=8, verbose_name='direction')),
                ('formula', models.CharField(blank=True, max_length=20, verbose_name='how it is measured')),
                ('counts_people', models.BooleanField(default=False, help_text='Each figure is then given as women, men, girls and boys.', verbose_name='it counts people')),
                ('baseline_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1970), django.core.validators.MaxValueValidator(2100)], verbose_name='baseline, year')),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name='baseline, value')),
                ('sdg_targets', models.JSONField(blank=True, default=list, verbose_name='SDG targets')),
                ('kpi', models.CharField(blank=True, help_text="Only if other municipalities' figures are to be compared with, for example N00914.", max_length=8, validators=[django.core.validators.RegexValidator('^[NU]\\d{5}$', 'A key figure is written as N00914 or U09800.')], verbose_name='key figure in Kolada')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='goals.goal', verbose_name='goal')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('unit_in_charge', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='accounts.unit', verbose_name='responsible unit')),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'ordering': ['position', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('baseline', None), ('baseline_year', None)), models.Q(('baseline__isnull', False), ('baseline_year__isnull', False)), _connector='OR'), name='baseline_with_its_year', violation_error_message='Give both the year and the value of the baseline, or neither.')],
            },
        ),
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('year', models.PositiveSmallIntegerField()),
                ('value', models.DecimalField(decimal_places=2, max_digits=15)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comparisons', to='indicators.indicator')),
            ],
            options={
                'ordering': ['name', 'year'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('indicator', 'name', 'year'), name='compared_once_a_year')],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1970), django.core.validators.MaxValueValidator(2100)], verbose_name='year')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True, verbose_name='value')),
                ('women', models.PositiveIntegerField(blank=True, null=True, verbose_name='women')),
                ('men', models.PositiveIntegerField(blank=True, null=True, verbose_name='men')),
                ('girls', models.PositiveIntegerField(blank=True, null=True, verbose_name='girls')),
                ('boys', models.PositiveIntegerField(blank=True, null=True, verbose_name='boys')),
                ('not_stated', models.PositiveIntegerField(blank=True, null=True, verbose_name='not stated')),
                ('how', models.CharField(choices=[('by_hand', 'By hand'), ('imported', 'Imported')], default='by_hand', editable=False, max_length=10)),
                ('note', models.CharField(blank=True, help_text='What a reader must know of this figure, for example a new way to count.', max_length=300, verbose_name='note')),
                ('indicator', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='indicators.indicator')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'measurement',
                'verbose_name_plural': 'measurements',
                'ordering': ['year'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('indicator', 'year'), name='one_measurement_a_year', violation_error_message='There is a figure for this year already. Change that one instead.'), models.CheckConstraint(condition=models.Q(('value__isnull', False)), name='measurement_has_a_value')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1970), django.core.validators.MaxValueValidator(2100)], verbose_name='year')),
                ('value', models.DecimalField(decimal_places=2, max_digits=15, verbose_name='target')),
                ('indicator', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='indicators.indicator')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'target',
                'verbose_name_plural': 'targets',
                'ordering': ['year'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('indicator', 'year'), name='one_target_a_year')],
            },
        ),
    ]
