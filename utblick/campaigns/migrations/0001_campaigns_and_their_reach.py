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
        ('goals', '0001_initial'),
        ('initiatives', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('audience', models.TextField(help_text='Whom it is to reach, and what they are to do.', max_length=500, verbose_name='audience')),
                ('countries', models.CharField(blank=True, max_length=200, verbose_name='countries')),
                ('languages', models.CharField(blank=True, max_length=60, verbose_name='languages')),
                ('slug', models.SlugField(help_text='The last part of the address for posters, adverts and letters: short, and easy to spell.', max_length=40, verbose_name='short address')),
                ('target', models.PositiveIntegerField(blank=True, help_text='How many times somebody is to come to its pages from elsewhere.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10000000)], verbose_name='arrivals to reach')),
                ('goal', models.ForeignKey(blank=True, help_text='Empty: it is told of under every goal of the initiative.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='goals.goal', verbose_name='goal')),
                ('initiative', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='initiatives.initiative')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to=settings.AUTH_USER_MODEL, verbose_name='responsible person')),
                ('step', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='campaign', to='initiatives.step')),
            ],
            options={
                'verbose_name': 'campaign',
                'verbose_name_plural': 'campaigns',
                'ordering': ['-step__starts_on', '-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('municipality', 'slug'), name='campaign_has_its_short_address', violation_error_message='Another campaign has this short address. Choose another.')],
            },
        ),
        migrations.CreateModel(
            name='CampaignPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('key', models.CharField(max_length=80, verbose_name='page')),
                ('title', models.CharField(editable=False, max_length=255, verbose_name='title')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('campaign', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='campaigns.campaign')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'page of a campaign',
                'verbose_name_plural': 'pages of campaigns',
                'ordering': ['position', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('campaign', 'key'), name='page_once_in_a_campaign')],
            },
        ),
        migrations.CreateModel(
            name='Reach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('language', models.CharField(max_length=5)),
                ('origin', models.CharField(choices=[('short', "The campaign's short address"), ('search', 'A search engine'), ('social', 'A social network'), ('other', 'Another website'), ('direct', 'Not known: typed, a mail, an app'), ('own', 'Our own pages')], max_length=6)),
                ('views', models.PositiveIntegerField(default=0)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reach', to='campaigns.campaignpage')),
            ],
            options={
                'verbose_name': 'reach',
                'verbose_name_plural': 'reach',
                'ordering': ['day', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('page', 'day', 'language', 'origin'), name='reach_counted_in_one_row')],
            },
        ),
    ]
