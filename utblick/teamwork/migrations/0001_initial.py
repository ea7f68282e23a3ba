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
        ('journal', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_kind', models.CharField(editable=False, max_length=60)),
                ('about_id', models.BigIntegerField(editable=False)),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('text', models.TextField(blank=True, max_length=5000, verbose_name='comment')),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.attachment', verbose_name='file')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ['created_at', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['about_kind', 'about_id'], name='comment_by_object')],
            },
        ),
        migrations.CreateModel(
            name='Muted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mentions', 'Somebody mentions me'), ('comments', 'Comments on what I answer for or have commented on'), ('tasks', 'Tasks: given to me, and done for me'), ('waiting', 'Decisions that wait for me or my body'), ('taken', 'Decisions taken about my initiatives'), ('runway', 'Meetings that move, and applications that cannot be decided on in time'), ('agreements', 'Agreements to review, to give notice of, or that run out'), ('claims', "The programmes' money to claim"), ('promises', 'Promises that are due'), ('items', 'Changes of calls and other items that I decided on'), ('enquiries', 'Establishment enquiries, and when they are to be answered'), ('mails', 'Mails that did not arrive, or of which it is not known'), ('programs', 'Connections to other programs that are switched off'), ('lessons', 'Lessons sent to my unit'), ('referrals', 'Draft programmes that units are asked about'), ('follow_up', "The units' parts of the follow-up: asked for, sent back, handed in"), ('sharing', 'Other municipalities: what they invite us to, answer and share')], max_length=12)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('municipality', 'user', 'kind'), name='kind_of_notice_off_once')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_kind', models.CharField(editable=False, max_length=60)),
                ('about_id', models.BigIntegerField(editable=False)),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=200, verbose_name='what is to be done')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='before')),
                ('awaits', models.CharField(blank=True, editable=False, max_length=100)),
                ('done_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='done')),
                ('done_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by')),
                ('made_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who does it')),
            ],
            options={
                'verbose_name': 'task',
                'verbose_name_plural': 'tasks',
                'ordering': ['due_on', 'pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['about_kind', 'about_id'], name='task_by_object'), models.Index(condition=models.Q(('done_at', None), ('withdrawn_at', None)), fields=['owner', 'due_on'], name='task_open_by_owner'), models.Index(condition=models.Q(('done_at', None), ('withdrawn_at', None), models.Q(('awaits', ''), _negated=True)), fields=['awaits'], name='task_open_by_what_ends_it')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_kind', models.CharField(editable=False, max_length=60)),
                ('about_id', models.BigIntegerField(editable=False)),
                ('secret', models.BooleanField(default=False, editable=False)),
                ('event', models.CharField(choices=[('mentioned', 'mentions you'), ('commented', 'has written about something of yours'), ('task_given', 'asks you to do something'), ('task_done', 'has done what you asked for'), ('gate_waits', 'a matter waits for your decision'), ('gate_to_note', 'the meeting has been held: write down the decision'), ('gate_yes', 'has written down a yes'), ('gate_no', 'has written down a no'), ('gate_skipped', 'has skipped a decision'), ('decided_for', 'has written down a decision in your name'), ('runway_moved', 'has moved or cancelled a meeting that you wait for'), ('runway_broken', 'the application can no longer be decided on in time'), ('agreement_review', 'an agreement is to be reviewed'), ('agreement_notice', 'an agreement is renewed unless notice is given'), ('agreement_end', 'an agreement runs out'), ('agreement_rest_over', 'an agreement has rested as long as was said'), ('claim', "the programme's money is to be claimed"), ('duty', 'a duty that returns is soon due'), ('promise', 'something that we promised is due'), ('item_changed', 'something that was decided on has changed'), ('enquiry', 'a company asks about establishing itself here'), ('enquiry_due', 'the answer to an enquiry is due'), ('mail_in_doubt', 'it is not known whether a mail arrived'), ('mail_failed', 'a mail did not arrive'), ('webhook_off', 'a webhook that nobody answered is switched off'), ('lesson', 'has sent a lesson to your unit'), ('referral', 'asks what your unit thinks of a draft programme'), ('referral_due', 'your unit has not answered about a draft programme'), ('referral_missing', 'a unit has not answered about a draft programme in time'), ('referral_answered', 'has answered about a draft programme'), ('answer_asked', "your unit's part of the follow-up is asked for"), ('answer_due', "your unit's part of the follow-up is to be handed in soon"), ('answer_late', "a unit's part of the follow-up is late"), ('answer_back', "has sent your unit's part of the follow-up back with a question"), ('answer_in', "has handed in a unit's part of the follow-up"), ('invited', 'a municipality invites us to a joint initiative'), ('joined', 'a municipality that we invited takes part'), ('declined', 'a municipality that we invited has declined'), ('shared', 'a municipality shares its work with us')], max_length=20)),
                ('occasion', models.CharField(blank=True, max_length=60)),
                ('text', models.CharField(blank=True, max_length=300)),
                ('day', models.DateField(null=True)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('read_at', models.DateTimeField(null=True)),
                ('mailed_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='teamwork.comment')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='teamwork.task')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['user', '-id'], name='notice_newest_first'), models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='notice_unread')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('comment__isnull', False)), fields=('user', 'comment'), name='told_of_a_comment_once'), models.UniqueConstraint(condition=models.Q(('occasion', ''), _negated=True), fields=('municipality', 'user', 'occasion'), name='told_of_an_occasion_once')],
            },
        ),
    ]
