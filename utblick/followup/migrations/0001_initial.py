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
        ('journal', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('answer_by', models.DateField(verbose_name='last day to answer')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('report', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='collection', to='followup.report')),
            ],
            options={
                'verbose_name': 'collection for a report',
                'verbose_name_plural': 'collections for reports',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('state', models.CharField(choices=[('waiting', 'Not handed in yet'), ('sent_back', 'Sent back with a question'), ('submitted', 'Handed in')], default='waiting', editable=False, max_length=10, verbose_name='state')),
                ('submitted_at', models.DateTimeField(editable=False, null=True, verbose_name='handed in')),
                ('agreed', models.CharField(blank=True, editable=False, max_length=64)),
                ('question', models.TextField(blank=True, max_length=2000, verbose_name='question to the unit')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('submitted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed in by')),
                ('unit', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='unit')),
                ('collection', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='followup.collection')),
            ],
            options={
                'verbose_name': "a unit's part of a report",
                'verbose_name_plural': "the units' parts of reports",
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('collection', 'unit'), name='unit_answers_once_in_collection')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('language', models.CharField(choices=[('sv', 'Swedish'), ('en', 'English')], default='sv', max_length=5, verbose_name='language')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('frozen', 'Frozen')], default='draft', editable=False, max_length=10, verbose_name='status')),
                ('case_number', models.CharField(blank=True, max_length=50, verbose_name='case number')),
                ('figures', models.JSONField(default=dict, editable=False)),
                ('composed_at', models.DateTimeField(editable=False, null=True, verbose_name='figures fetched')),
                ('frozen_at', models.DateTimeField(editable=False, null=True, verbose_name='frozen')),
                ('checksum', models.CharField(blank=True, editable=False, max_length=64, verbose_name='checksum')),
                ('published', models.BooleanField(default=False, editable=False, verbose_name='published')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='first published')),
                ('frozen_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='frozen by')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'follow-up report',
                'verbose_name_plural': 'follow-up reports',
                'ordering': ['-ends_on', '-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='report_ends_after_start', violation_error_message='The period ends before it starts.'), models.CheckConstraint(condition=models.Q(models.Q(('checksum', ''), ('frozen_at', None), ('published', False), ('status', 'draft')), models.Q(('frozen_at__isnull', False), ('status', 'frozen'), models.Q(('checksum', ''), _negated=True)), _connector='OR'), name='report_frozen_with_checksum')],
            },
        ),
        migrations.CreateModel(
            name='Rendering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(choices=[('word', 'Word'), ('pdf', 'PDF'), ('html', 'Web page (HTML)'), ('excel', 'Excel, the figures'), ('board_pdf', "The board's sheet, PDF"), ('board_word', "The board's sheet, Word"), ('board_html', "The board's sheet, web page")], max_length=12)),
                ('content_checksum', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('waiting', 'Being prepared'), ('ready', 'Ready'), ('failed', 'Could not be made')], default='waiting', max_length=10)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('body', models.BinaryField(default=b'')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renderings', to='followup.report')),
            ],
            options={
                'verbose_name': 'document of a report',
                'verbose_name_plural': 'documents of reports',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('report', 'format', 'content_checksum'), name='rendering_once_per_content')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('sender', models.CharField(help_text='The administration that the letter comes from.', max_length=150, verbose_name='sender')),
                ('officer', models.CharField(max_length=150, verbose_name='officer')),
                ('addressee', models.CharField(max_length=150, verbose_name='addressee')),
                ('written_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='day')),
                ('case_number', models.CharField(blank=True, max_length=50, verbose_name='case number')),
                ('proposal', models.TextField(blank=True, max_length=8000, verbose_name='proposal for decision')),
                ('summary', models.TextField(blank=True, max_length=8000, verbose_name='summary')),
                ('matter', models.TextField(blank=True, max_length=8000, verbose_name='the matter')),
                ('economy', models.TextField(blank=True, max_length=8000, verbose_name='consequences for the economy')),
                ('children', models.TextField(blank=True, max_length=8000, verbose_name='consequences for children')),
                ('equality', models.TextField(blank=True, max_length=8000, verbose_name='consequences for equality')),
                ('climate', models.TextField(blank=True, max_length=8000, verbose_name='consequences for the climate')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('report', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='letter', to='followup.report')),
            ],
            options={
                'verbose_name': 'official letter',
                'verbose_name_plural': 'official letters',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ReportSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('key', models.CharField(editable=False, max_length=40)),
                ('heading', models.CharField(blank=True, max_length=200, verbose_name='heading')),
                ('text', models.TextField(blank=True, help_text='An empty line begins a new paragraph. Lines that begin with a hyphen become a list.', verbose_name='text')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('report', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='followup.report')),
            ],
            options={
                'verbose_name': 'section of a report',
                'verbose_name_plural': 'sections of reports',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('report', 'key'), name='section_once_in_report')],
            },
        ),
        migrations.CreateModel(
            name='UnitText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('text', models.TextField(blank=True, max_length=4000, verbose_name='text')),
                ('late', models.BooleanField(default=False, editable=False)),
                ('answer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='followup.answer')),
                ('goal', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='goals.goal')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': "a unit's own words",
                'verbose_name_plural': "the units' own words",
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('answer', 'goal', 'late'), name='unit_writes_once_about_a_goal'), models.UniqueConstraint(condition=models.Q(('goal', None)), fields=('answer', 'late'), name='unit_writes_once_about_the_whole')],
            },
        ),
        migrations.CreateModel(
            name='WordTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('name', models.CharField(editable=False, max_length=200, verbose_name='file name')),
                ('added_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('file', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.attachment', verbose_name='file')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'Word template of the report',
                'verbose_name_plural': 'Word templates of the report',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
    ]
