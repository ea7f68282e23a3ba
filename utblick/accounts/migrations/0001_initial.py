import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import secrets
import utblick.accounts.validators
import utblick.tenancy.scope
from django.conf import settings
from django.db import migrations, models

from utblick.tenancy.first_tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As residents say it, for example “Strömsund”.', max_length=100, verbose_name='name')),
                ('slug', models.SlugField(unique=True, verbose_name='short name')),
                ('code', models.CharField(blank=True, help_text='Four digits from SCB.', max_length=4, verbose_name='municipality code')),
                ('organisation_number', models.CharField(blank=True, max_length=13, validators=[utblick.accounts.validators.check_organisation_number], verbose_name='organisation number')),
                ('hosts', models.CharField(blank=True, max_length=500, verbose_name='host names')),
                ('country', models.CharField(default='SE', max_length=2, verbose_name='country')),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('municipality', 'Municipality'), ('region', 'Region'), ('association', 'Association of municipalities')], default='municipality', max_length=20, verbose_name='kind')),
                ('population', models.PositiveIntegerField(blank=True, null=True, verbose_name='population')),
                ('population_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of the population figure')),
                ('nuts', models.CharField(blank=True, max_length=5, verbose_name='region (NUTS 3)')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages that applications can be written in')),
                ('public_email', models.EmailField(blank=True, help_text='Told in the catalogue of open data.', max_length=254, verbose_name='e-mail address for the public')),
                ('case_url', models.CharField(blank=True, help_text='Case numbers then lead there. Write {number} where the case number stands, for example https://diarium.example.se/arende?nr={number}.', max_length=300, validators=[utblick.accounts.validators.check_case_url], verbose_name='address in the registry system')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'verbose_name': 'municipality',
                'verbose_name_plural': 'municipalities',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('language', models.CharField(default='sv', max_length=5, verbose_name='language')),
                ('morning_mail', models.BooleanField(default=False, help_text='What is new in the inbox and what is soon due. No mail when there is nothing to tell.', verbose_name='mail me on weekday mornings when something waits')),
                ('is_active', models.BooleanField(default=True, verbose_name='may log in')),
                ('is_operator', models.BooleanField(default=False, verbose_name='operator')),
                ('joined_at', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once')],
            },
        ),
        migrations.CreateModel(
            name='LogInLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('claimed_at', models.DateTimeField(editable=False, null=True)),
                ('begun_at', models.DateTimeField(editable=False, null=True)),
                ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='sent')),
                ('tries', models.PositiveSmallIntegerField(db_default=0, default=0, editable=False)),
                ('try_at', models.DateTimeField(editable=False, null=True)),
                ('failed_at', models.DateTimeField(editable=False, null=True, verbose_name='failed')),
                ('failure', models.CharField(blank=True, db_default='', default='', editable=False, max_length=10)),
                ('used_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'log-in link',
                'verbose_name_plural': 'log-in links',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('name', models.CharField(help_text='For example “The case register”.', max_length=100, verbose_name='what reads with it')),
                ('scopes', models.JSONField(default=list, verbose_name='may read')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('hint', models.CharField(editable=False, max_length=16)),
                ('expires_on', models.DateField(verbose_name='valid until')),
                ('used_on', models.DateField(editable=False, null=True)),
                ('user', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'API key',
                'verbose_name_plural': 'API keys',
                'ordering': ['-created_at', '-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='SecretAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('purpose', models.CharField(max_length=40, verbose_name='what it opens')),
                ('subject', models.PositiveBigIntegerField(default=0)),
                ('seed', models.CharField(default=secrets.token_hex, editable=False, max_length=64, unique=True)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'secret address',
                'verbose_name_plural': 'secret addresses',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('municipality', 'user', 'purpose', 'subject'), name='secret_address_once_per_purpose')],
            },
        ),
        migrations.CreateModel(
            name='SupportAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('until', models.DateTimeField(verbose_name='open until')),
                ('purpose', models.CharField(max_length=200, verbose_name='what support is to help with')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'support access',
                'verbose_name_plural': 'support accesses',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='SupportVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended')),
                ('access', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='accounts.supportaccess', verbose_name='support access')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('operator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='operator')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='seen as')),
            ],
            options={
                'verbose_name': 'support visit',
                'verbose_name_plural': 'support visits',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('kind', models.CharField(choices=[('board', 'Committee or board'), ('department', 'Department'), ('company', 'Municipal company'), ('section', 'Section')], default='department', max_length=20, verbose_name='kind')),
                ('description', models.TextField(blank=True, help_text='Used to match calls and events to the unit.', verbose_name='what the unit does')),
                ('head', models.ForeignKey(blank=True, help_text='Who leads the unit; of a board its chair. Delegations often name the head of the unit.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='heads', to=settings.AUTH_USER_MODEL, verbose_name='head')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='accounts.unit', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'unit',
                'verbose_name_plural': 'units',
                'ordering': ['name'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(models.F('municipality'), django.db.models.functions.text.Lower('name'), name='unit_name_once_in_municipality')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('role', models.CharField(choices=[('coordinator', 'Coordinator'), ('officer', 'Officer'), ('decision_maker', 'Decision-maker'), ('editor', 'Editor'), ('auditor', 'Auditor'), ('local_actor', 'Local actor')], max_length=20, verbose_name='role')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('unit__isnull', False), ('withdrawn_at', None)), fields=('municipality', 'user', 'role', 'unit'), name='role_once_per_person_and_unit'), models.UniqueConstraint(condition=models.Q(('unit', None), ('withdrawn_at', None)), fields=('municipality', 'user', 'role'), name='role_once_per_person_without_unit')],
            },
        ),
    ]
