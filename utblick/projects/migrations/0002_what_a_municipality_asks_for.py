
import django.db.models.deletion
import django.utils.timezone
import utblick.tenancy.scope
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_mails_in_doubt'),
        ('initiatives', '0002_mails_in_doubt'),
        ('projects', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Requirements',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('manager', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='application', max_length=12, verbose_name='A manager answers for the project')),
                ('staffing', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='application', max_length=12, verbose_name='Staffing is secured')),
                ('cofinancing', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='application', max_length=12, verbose_name='Co-financing is decided')),
                ('risk', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='application', max_length=12, verbose_name='Risks are assessed')),
                ('state_aid', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='application', max_length=12, verbose_name='State aid is examined')),
                ('procurement', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='application', max_length=12, verbose_name='Procurement is planned')),
                ('child_rights', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='application', max_length=12, verbose_name='Child rights are assessed')),
                ('equality', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='application', max_length=12, verbose_name='Equality is assessed')),
                ('agreement', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='running', max_length=12, verbose_name='The grant agreement is signed')),
                ('partnership', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='running', max_length=12, verbose_name='The partnership agreement is signed')),
                ('accounting', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='running', max_length=12, verbose_name='The project has its own accounting code')),
                ('archive', models.CharField(choices=[('none', 'Not asked for'), ('preparation', 'Before the preparation begins'), ('application', 'Before the application is sent'), ('running', 'Before the project starts'), ('final_report', 'Before the final report is sent'), ('closed', 'Before the project is closed')], default='closed', max_length=12, verbose_name='Vouchers and documents are archived')),
                ('own_preparation', models.TextField(blank=True, help_text='One thing a line.', max_length=2000, verbose_name='Before the preparation begins')),
                ('own_application', models.TextField(blank=True, help_text='One thing a line.', max_length=2000, verbose_name='Before the application is sent')),
                ('own_running', models.TextField(blank=True, help_text='One thing a line.', max_length=2000, verbose_name='Before the project starts')),
                ('own_final_report', models.TextField(blank=True, help_text='One thing a line.', max_length=2000, verbose_name='Before the final report is sent')),
                ('own_closed', models.TextField(blank=True, help_text='One thing a line.', max_length=2000, verbose_name='Before the project is closed')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'what is asked for before each stage',
                'verbose_name_plural': 'what is asked for before each stage',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('municipality',), name='requirements_once')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='check',
            name='check_once_before_a_stage',
        ),
        migrations.AddField(
            model_name='check',
            name='body',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='accounts.unit', verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='check',
            name='section',
            field=models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='section'),
        ),
        migrations.AddField(
            model_name='check',
            name='text',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=200, verbose_name='in own words'),
        ),
        migrations.AlterField(
            model_name='check',
            name='subject',
            field=models.CharField(choices=[('manager', 'A manager answers for the project'), ('staffing', 'Staffing is secured'), ('cofinancing', 'Co-financing is decided'), ('risk', 'Risks are assessed'), ('state_aid', 'State aid is examined'), ('procurement', 'Procurement is planned'), ('child_rights', 'Child rights are assessed'), ('equality', 'Equality is assessed'), ('agreement', 'The grant agreement is signed'), ('partnership', 'The partnership agreement is signed'), ('accounting', 'The project has its own accounting code'), ('archive', 'Vouchers and documents are archived'), ('own', "In the municipality's own words")], editable=False, max_length=20, verbose_name='what is asked for'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.UniqueConstraint(fields=('project', 'subject', 'before', 'text'), name='check_asked_once_before_a_stage'),
        ),
    ]
