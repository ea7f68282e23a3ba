import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from utblick.tenancy.first_tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FundedProject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=12)),
                ('key', models.CharField(max_length=60)),
                ('content', models.BigIntegerField()),
                ('title', models.CharField(max_length=400)),
                ('acronym', models.CharField(blank=True, max_length=60)),
                ('text', models.TextField(blank=True)),
                ('programme', models.CharField(blank=True, max_length=100)),
                ('call', models.CharField(blank=True, max_length=100)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('cost', models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                ('grant', models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                ('lang', models.CharField(max_length=2)),
                ('link', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name': 'funded project',
                'verbose_name_plural': 'funded projects',
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='funded_project_once_per_source')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pic', models.CharField(blank=True, max_length=12)),
                ('called', models.CharField(max_length=210)),
                ('name', models.CharField(max_length=200)),
                ('country', models.CharField(max_length=2)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('place', models.CharField(blank=True, max_length=100)),
                ('nuts', models.CharField(blank=True, max_length=5)),
                ('website', models.CharField(blank=True, max_length=200)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('projects', models.PositiveIntegerField(default=0)),
                ('led', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'participant',
                'verbose_name_plural': 'participants',
                'indexes': [models.Index(fields=['called'], name='participant_by_name')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('pic', ''), _negated=True), fields=('pic',), name='participant_once_per_pic')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=120)),
                ('block', models.PositiveIntegerField()),
                ('places', models.BinaryField()),
            ],
            options={
                'indexes': [models.Index(fields=['word', 'block'], name='posting_by_word')],
            },
        ),
        migrations.CreateModel(
            name='ProjectFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('path', models.CharField(max_length=1000)),
                ('size', models.BigIntegerField(default=0)),
                ('state', models.CharField(choices=[('waiting', 'Waits'), ('reading', 'Is being read'), ('done', 'Read'), ('failed', 'Could not be read')], default='waiting', max_length=10)),
                ('position', models.BigIntegerField(default=0)),
                ('added', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('parts', models.PositiveIntegerField(default=0)),
                ('refused', models.JSONField(default=dict)),
                ('samples', models.JSONField(default=list)),
                ('trouble', models.CharField(blank=True, max_length=300)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file of project data',
                'verbose_name_plural': 'files of project data',
                'ordering': ['-given_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leads', models.BooleanField(default=False)),
                ('grant', models.DecimalField(decimal_places=2, max_digits=17, null=True)),
                ('participant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='finder.participant')),
                ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='finder.fundedproject')),
            ],
            options={
                'verbose_name': 'share',
                'verbose_name_plural': 'shares',
                'indexes': [models.Index(fields=['participant', 'leads'], name='share_by_participant')],
                'constraints': [models.UniqueConstraint(fields=('project', 'participant'), name='share_once')],
            },
        ),
        migrations.CreateModel(
            name='Unindexed',
            fields=[
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='unindexed', serialize=False, to='finder.fundedproject')),
            ],
        ),
    ]
