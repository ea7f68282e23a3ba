import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import utblick.tenancy.scope
from decimal import Decimal
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
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('matter', models.CharField(choices=[('travel', 'Journeys'), ('application', 'Applications for outside funding'), ('cofinancing', 'Co-financing'), ('agreement', 'Agreements')], max_length=12, verbose_name='what is decided')),
                ('point', models.CharField(blank=True, help_text='As the delegation list numbers it, for example 4.2.', max_length=20, verbose_name='point in the list')),
                ('holder', models.CharField(choices=[('head', 'The head of a unit'), ('role', 'Everybody with a role'), ('person', 'A named person')], default='head', max_length=8, verbose_name='who decides')),
                ('role', models.CharField(blank=True, choices=[('coordinator', 'Coordinator'), ('officer', 'Officer'), ('decision_maker', 'Decision-maker'), ('editor', 'Editor'), ('auditor', 'Auditor'), ('local_actor', 'Local actor')], max_length=20, verbose_name='role')),
                ('up_to', models.DecimalField(blank=True, decimal_places=2, help_text='Each decision, this amount included. Empty: whatever the amount.', max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'An amount cannot be negative.')], verbose_name='up to, kronor')),
                ('up_to_a_year', models.DecimalField(blank=True, decimal_places=2, help_text='All decisions on this point together. Empty: no such limit.', max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'An amount cannot be negative.')], verbose_name='in all in a calendar year, kronor')),
                ('conditions', models.CharField(blank=True, max_length=300, verbose_name='conditions')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='Empty: until further notice.', null=True, verbose_name='valid to')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name="the body's decision, day")),
                ('section', models.CharField(blank=True, max_length=20, verbose_name='section (§)')),
                ('case_number', models.CharField(blank=True, max_length=50, verbose_name='case number')),
                ('body', models.ForeignKey(help_text='Decisions are reported to it, and it decides where nobody has the mandate.', on_delete=django.db.models.deletion.PROTECT, related_name='mandates_given', to='accounts.unit', verbose_name='body that delegates')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('unit', models.ForeignKey(blank=True, help_text='Empty: the head of the unit that the matter belongs to, and the heads above.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'mandate',
                'verbose_name_plural': 'mandates',
                'ordering': ['matter', 'point', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('holder', 'person'), ('person__isnull', False)), models.Q(models.Q(('holder', 'person'), _negated=True), ('person', None)), _connector='OR'), name='mandate_of_a_person_names_one'), models.CheckConstraint(condition=models.Q(models.Q(('holder', 'role'), models.Q(('role', ''), _negated=True)), models.Q(models.Q(('holder', 'role'), _negated=True), ('role', '')), _connector='OR'), name='mandate_of_a_role_names_it'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='mandate_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='DelegationDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_kind', models.CharField(editable=False, max_length=60)),
                ('about_id', models.BigIntegerField(editable=False)),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('matter', models.CharField(choices=[('travel', 'Journeys'), ('application', 'Applications for outside funding'), ('cofinancing', 'Co-financing'), ('agreement', 'Agreements')], editable=False, max_length=12, verbose_name='what is decided')),
                ('title', models.CharField(editable=False, max_length=300, verbose_name='decision')),
                ('decided_on', models.DateField(editable=False, verbose_name='day of the decision')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'), 'An amount cannot be negative.')], verbose_name='amount, kronor')),
                ('euro', models.DecimalField(decimal_places=2, editable=False, max_digits=14, null=True, verbose_name='amount, euro')),
                ('per_euro', models.DecimalField(decimal_places=4, editable=False, max_digits=10, null=True, verbose_name='kronor for one euro')),
                ('rate_on', models.DateField(editable=False, null=True, verbose_name='day of the rate')),
                ('case_number', models.CharField(blank=True, max_length=50, verbose_name='case number')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('reference', models.CharField(blank=True, editable=False, max_length=300, verbose_name='by mandate')),
                ('reported_on', models.DateField(editable=False, null=True, verbose_name='reported at the meeting')),
                ('overruled_on', models.DateField(blank=True, null=True, verbose_name='overruled')),
                ('overruled_why', models.CharField(blank=True, max_length=300, verbose_name='how it was overruled')),
                ('body', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='reported to')),
                ('decider', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('mandate', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='mandates.mandate')),
            ],
            options={
                'verbose_name': 'delegation decision',
                'verbose_name_plural': 'delegation decisions',
                'ordering': ['-decided_on', '-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['mandate', 'decided_on'], name='decided_by_mandate'), models.Index(fields=['municipality', 'body', 'reported_on'], name='decided_to_report')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('overruled_on', None), ('withdrawn_at', None)), fields=('about_kind', 'about_id', 'matter'), name='decided_once_on_delegation')],
            },
        ),
    ]
