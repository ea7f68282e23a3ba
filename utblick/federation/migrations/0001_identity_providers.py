import django.db.models.deletion
import django.db.models.functions.text
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
            name='IdentityProvider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('secret', models.CharField(blank=True, default='', editable=False, max_length=200)),
                ('kept_secret', models.TextField(blank=True, db_default='', default='', editable=False)),
                ('kind', models.CharField(choices=[('oidc', 'OpenID Connect'), ('saml', 'SAML')], default='oidc', max_length=10, verbose_name='kind')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('issuer', models.CharField(max_length=300, verbose_name='issuer')),
                ('metadata', models.TextField(blank=True, editable=False, verbose_name='metadata')),
                ('client_id', models.CharField(max_length=200, verbose_name='client ID')),
                ('domains', models.JSONField(default=list, verbose_name='address domains')),
                ('address_claim', models.CharField(default='email', max_length=100, verbose_name='claim with the address')),
                ('subject_claim', models.CharField(blank=True, max_length=100, verbose_name="claim with the person's key")),
                ('groups_claim', models.CharField(default='groups', max_length=100, verbose_name='claim with the groups')),
                ('required', models.JSONField(blank=True, default=list, verbose_name='levels of assurance demanded')),
                ('strong', models.JSONField(blank=True, default=list, verbose_name='levels that are two factors')),
                ('is_encrypted', models.BooleanField(default=False, verbose_name='assertions must be encrypted')),
                ('max_age', models.PositiveIntegerField(blank=True, null=True, verbose_name='oldest log-in at the provider, in minutes')),
                ('is_only_way', models.BooleanField(default=False, verbose_name='the only way in for who comes by it')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'identity provider',
                'verbose_name_plural': 'identity providers',
                'ordering': ['name', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(models.F('municipality'), django.db.models.functions.text.Lower('name'), condition=models.Q(('withdrawn_at', None)), name='provider_name_once_in_municipality')],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('subject', models.CharField(max_length=255)),
                ('seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last log-in')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities', to='federation.identityprovider')),
            ],
            options={
                'verbose_name': 'log-in by identity provider',
                'verbose_name_plural': 'log-ins by identity provider',
                'ordering': ['-seen_at'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('provider', 'subject'), name='identity_once_at_provider'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('provider', 'user'), name='person_once_at_provider')],
            },
        ),
        migrations.CreateModel(
            name='GroupRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('group', models.CharField(help_text='As the provider names it: a name, or in Entra ID the object ID of the group or the value of an app role.', max_length=200, verbose_name='group')),
                ('role', models.CharField(choices=[('coordinator', 'Coordinator'), ('officer', 'Officer'), ('decision_maker', 'Decision-maker'), ('editor', 'Editor'), ('auditor', 'Auditor'), ('local_actor', 'Local actor')], max_length=20, verbose_name='role')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='unit')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_roles', to='federation.identityprovider', verbose_name='identity provider')),
            ],
            options={
                'verbose_name': 'role by group',
                'verbose_name_plural': 'roles by group',
                'ordering': ['group', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='GroupMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('group', models.CharField(max_length=200, verbose_name='group')),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='by_group', to='accounts.membership')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='federation.identityprovider')),
            ],
            options={
                'verbose_name': 'role given by a group',
                'verbose_name_plural': 'roles given by groups',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
    ]
