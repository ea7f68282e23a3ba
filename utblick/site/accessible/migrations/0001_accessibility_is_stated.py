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
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('erased_at', models.DateTimeField(editable=False, null=True, verbose_name='personal data erased')),
                ('message', models.TextField(verbose_name='what does not work')),
                ('address', models.CharField(blank=True, max_length=500, verbose_name='on which page')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(choices=[('sv', 'Svenska'), ('en', 'English'), ('de', 'Deutsch'), ('nb', 'Norsk (bokmål)'), ('fi', 'Suomi')], max_length=2, verbose_name='language')),
                ('mark', models.CharField(editable=False, max_length=64)),
                ('answer_by', models.DateField(editable=False, verbose_name='answer promised by')),
                ('answered_on', models.DateField(editable=False, null=True, verbose_name='answered')),
                ('outcome', models.TextField(help_text='What was mended, or what you answered and why.', max_length=4000, verbose_name='what came of it')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('task', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teamwork.task')),
            ],
            options={
                'verbose_name': 'remark on accessibility',
                'verbose_name_plural': 'remarks on accessibility',
                'ordering': ['-created_at', '-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('municipality', 'mark'), name='remark_sent_once')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('shortcomings', models.TextField(blank=True, help_text='In Swedish, one on each line: what does not work, for whom, and why. What the program finds stands there anyway.', max_length=4000, verbose_name='shortcomings that you know of')),
                ('shortcomings_en', models.TextField(blank=True, max_length=4000, verbose_name='the same in English')),
                ('reviewed_on', models.DateField(blank=True, help_text='With the keyboard and a screen reader, by people. Once a year at least.', null=True, verbose_name='when you last went through the pages')),
                ('phone', models.CharField(blank=True, help_text='For those who cannot use the form.', max_length=40, verbose_name='telephone')),
                ('working_days', models.PositiveSmallIntegerField(default=5, help_text='Told on the form.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='working days to the answer')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('owner', models.ForeignKey(blank=True, help_text='What comes in goes to this person, with a task. Nobody: to the coordinators.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who answers')),
            ],
            options={
                'verbose_name': 'accessibility statement',
                'verbose_name_plural': 'accessibility statements',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('municipality',), name='accessibility_stated_once')],
            },
        ),
    ]
