import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelsearch.index
import taggit.managers
import utblick.site.written.colours
import utblick.tenancy.scope
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models

from utblick.tenancy.first_tables import FirstTables


class Migration(FirstTables):

    initial = True

    # Wagtail's two hundred migrations work out anew all that points at a user, each time: they take a minute after our rooms' and
    # a fraction of it before them.
    run_before = [(room, '0001_initial') for room in ('actors', 'finder', 'goals', 'journal', 'operate', 'search')]

    dependencies = [
        ('accounts', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtail_localize', '0016_rename_page_revision_translationlog_revision'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('credit', models.CharField(blank=True, max_length=150, verbose_name='photographer')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'abstract': False,
                'base_manager_name': 'objects',
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='FactsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='One or two sentences. Stands under the heading and where others link here.', max_length=300, verbose_name='lead')),
                ('picture_text', models.CharField(blank=True, help_text='For those who cannot see it.', max_length=200, verbose_name='what the picture shows')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('picture', 2), ('figures', 6), ('quote', 9), ('link', 13), ('live_ongoing', 15), ('live_partners', 15), ('live_calendar', 15), ('live_figures', 15), ('live_goals', 15), ('live_sites', 15)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120, 'template': 'written/blocks/heading.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'template': 'written/blocks/picture.html'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is read: 11 400, 4 min, 95 %', 'label': 'Figure', 'max_length': 40}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 120}), 5: ('wagtail.blocks.StructBlock', [[('value', 3), ('what', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Key figures', 'template': 'written/blocks/told_figures.html'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Who', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('text', 7), ('who', 8)]], {'icon': 'openquote', 'label': 'Quotation', 'template': 'written/blocks/quote.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 80}), 11: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 12: ('wagtail.blocks.URLBlock', (), {'label': 'Or an address elsewhere', 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 10), ('page', 11), ('address', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 15: ('wagtail.blocks.StructBlock', [[('heading', 14)]], {'group': 'From the platform'})}, verbose_name='content')),
                ('as_of', models.DateField(verbose_name='figures as of')),
                ('source', models.CharField(max_length=200, verbose_name='where the figures come from')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='written.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'jobs and housing in figures',
                'verbose_name_plural': 'jobs and housing in figures',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EventPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='One or two sentences. Stands under the heading and where others link here.', max_length=300, verbose_name='lead')),
                ('picture_text', models.CharField(blank=True, help_text='For those who cannot see it.', max_length=200, verbose_name='what the picture shows')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('picture', 2), ('figures', 6), ('quote', 9), ('link', 13), ('live_ongoing', 15), ('live_partners', 15), ('live_calendar', 15), ('live_figures', 15), ('live_goals', 15), ('live_sites', 15)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120, 'template': 'written/blocks/heading.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'template': 'written/blocks/picture.html'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is read: 11 400, 4 min, 95 %', 'label': 'Figure', 'max_length': 40}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 120}), 5: ('wagtail.blocks.StructBlock', [[('value', 3), ('what', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Key figures', 'template': 'written/blocks/told_figures.html'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Who', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('text', 7), ('who', 8)]], {'icon': 'openquote', 'label': 'Quotation', 'template': 'written/blocks/quote.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 80}), 11: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 12: ('wagtail.blocks.URLBlock', (), {'label': 'Or an address elsewhere', 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 10), ('page', 11), ('address', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 15: ('wagtail.blocks.StructBlock', [[('heading', 14)]], {'group': 'From the platform'})}, verbose_name='content')),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='ends')),
                ('venue', models.CharField(max_length=150, verbose_name='venue')),
                ('organiser', models.CharField(blank=True, max_length=150, verbose_name='organiser')),
                ('price', models.CharField(blank=True, max_length=100, verbose_name='price')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='written.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'event to visit',
                'verbose_name_plural': 'events to visit',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='CompanyPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='One or two sentences. Stands under the heading and where others link here.', max_length=300, verbose_name='lead')),
                ('picture_text', models.CharField(blank=True, help_text='For those who cannot see it.', max_length=200, verbose_name='what the picture shows')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('picture', 2), ('figures', 6), ('quote', 9), ('link', 13), ('live_ongoing', 15), ('live_partners', 15), ('live_calendar', 15), ('live_figures', 15), ('live_goals', 15), ('live_sites', 15)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120, 'template': 'written/blocks/heading.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'template': 'written/blocks/picture.html'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is read: 11 400, 4 min, 95 %', 'label': 'Figure', 'max_length': 40}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 120}), 5: ('wagtail.blocks.StructBlock', [[('value', 3), ('what', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Key figures', 'template': 'written/blocks/told_figures.html'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Who', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('text', 7), ('who', 8)]], {'icon': 'openquote', 'label': 'Quotation', 'template': 'written/blocks/quote.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 80}), 11: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 12: ('wagtail.blocks.URLBlock', (), {'label': 'Or an address elsewhere', 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 10), ('page', 11), ('address', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 15: ('wagtail.blocks.StructBlock', [[('heading', 14)]], {'group': 'From the platform'})}, verbose_name='content')),
                ('company', models.CharField(max_length=150, verbose_name='company')),
                ('makes', models.CharField(max_length=200, verbose_name='what it makes or does')),
                ('founded', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='founded')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='employees')),
                ('markets', models.CharField(blank=True, max_length=200, verbose_name='markets')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='written.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'story of a company',
                'verbose_name_plural': 'stories of companies',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ActivityPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='One or two sentences. Stands under the heading and where others link here.', max_length=300, verbose_name='lead')),
                ('picture_text', models.CharField(blank=True, help_text='For those who cannot see it.', max_length=200, verbose_name='what the picture shows')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('picture', 2), ('figures', 6), ('quote', 9), ('link', 13), ('live_ongoing', 15), ('live_partners', 15), ('live_calendar', 15), ('live_figures', 15), ('live_goals', 15), ('live_sites', 15)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120, 'template': 'written/blocks/heading.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'template': 'written/blocks/picture.html'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is read: 11 400, 4 min, 95 %', 'label': 'Figure', 'max_length': 40}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 120}), 5: ('wagtail.blocks.StructBlock', [[('value', 3), ('what', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Key figures', 'template': 'written/blocks/told_figures.html'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Who', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('text', 7), ('who', 8)]], {'icon': 'openquote', 'label': 'Quotation', 'template': 'written/blocks/quote.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 80}), 11: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 12: ('wagtail.blocks.URLBlock', (), {'label': 'Or an address elsewhere', 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 10), ('page', 11), ('address', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 15: ('wagtail.blocks.StructBlock', [[('heading', 14)]], {'group': 'From the platform'})}, verbose_name='content')),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('season', models.CharField(blank=True, max_length=100, verbose_name='season')),
                ('duration', models.CharField(blank=True, max_length=100, verbose_name='time it takes')),
                ('suits', models.CharField(blank=True, max_length=200, verbose_name='for whom')),
                ('organiser', models.CharField(blank=True, max_length=150, verbose_name='organiser')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='written.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'thing to do',
                'verbose_name_plural': 'things to do',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='PlacePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='One or two sentences. Stands under the heading and where others link here.', max_length=300, verbose_name='lead')),
                ('picture_text', models.CharField(blank=True, help_text='For those who cannot see it.', max_length=200, verbose_name='what the picture shows')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('picture', 2), ('figures', 6), ('quote', 9), ('link', 13), ('live_ongoing', 15), ('live_partners', 15), ('live_calendar', 15), ('live_figures', 15), ('live_goals', 15), ('live_sites', 15)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120, 'template': 'written/blocks/heading.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'template': 'written/blocks/picture.html'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is read: 11 400, 4 min, 95 %', 'label': 'Figure', 'max_length': 40}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 120}), 5: ('wagtail.blocks.StructBlock', [[('value', 3), ('what', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Key figures', 'template': 'written/blocks/told_figures.html'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Who', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('text', 7), ('who', 8)]], {'icon': 'openquote', 'label': 'Quotation', 'template': 'written/blocks/quote.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 80}), 11: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 12: ('wagtail.blocks.URLBlock', (), {'label': 'Or an address elsewhere', 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 10), ('page', 11), ('address', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 15: ('wagtail.blocks.StructBlock', [[('heading', 14)]], {'group': 'From the platform'})}, verbose_name='content')),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('opening', models.CharField(blank=True, max_length=300, verbose_name='opening hours')),
                ('getting_there', models.CharField(blank=True, max_length=300, verbose_name='getting there')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='written.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'place to visit',
                'verbose_name_plural': 'places to visit',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='SectionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='One or two sentences. Stands under the heading and where others link here.', max_length=300, verbose_name='lead')),
                ('picture_text', models.CharField(blank=True, help_text='For those who cannot see it.', max_length=200, verbose_name='what the picture shows')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('picture', 2), ('figures', 6), ('quote', 9), ('link', 13), ('live_ongoing', 15), ('live_partners', 15), ('live_calendar', 15), ('live_figures', 15), ('live_goals', 15), ('live_sites', 15)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120, 'template': 'written/blocks/heading.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'template': 'written/blocks/picture.html'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is read: 11 400, 4 min, 95 %', 'label': 'Figure', 'max_length': 40}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 120}), 5: ('wagtail.blocks.StructBlock', [[('value', 3), ('what', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Key figures', 'template': 'written/blocks/told_figures.html'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Who', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('text', 7), ('who', 8)]], {'icon': 'openquote', 'label': 'Quotation', 'template': 'written/blocks/quote.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 80}), 11: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 12: ('wagtail.blocks.URLBlock', (), {'label': 'Or an address elsewhere', 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 10), ('page', 11), ('address', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 15: ('wagtail.blocks.StructBlock', [[('heading', 14)]], {'group': 'From the platform'})}, verbose_name='content')),
                ('leads_to_work', models.BooleanField(default=False, help_text='Initiatives, partners, results and goals, as the platform keeps them.', verbose_name='leads to the pages about the international work')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='written.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'part of the site',
                'verbose_name_plural': 'parts of the site',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StartPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='One or two sentences. Stands under the heading and where others link here.', max_length=300, verbose_name='lead')),
                ('picture_text', models.CharField(blank=True, help_text='For those who cannot see it.', max_length=200, verbose_name='what the picture shows')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('picture', 2), ('figures', 6), ('quote', 9), ('link', 13), ('live_ongoing', 15), ('live_partners', 15), ('live_calendar', 15), ('live_figures', 15), ('live_goals', 15), ('live_sites', 15)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120, 'template': 'written/blocks/heading.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'template': 'written/blocks/picture.html'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is read: 11 400, 4 min, 95 %', 'label': 'Figure', 'max_length': 40}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 120}), 5: ('wagtail.blocks.StructBlock', [[('value', 3), ('what', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Key figures', 'template': 'written/blocks/told_figures.html'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Who', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('text', 7), ('who', 8)]], {'icon': 'openquote', 'label': 'Quotation', 'template': 'written/blocks/quote.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 80}), 11: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 12: ('wagtail.blocks.URLBlock', (), {'label': 'Or an address elsewhere', 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 10), ('page', 11), ('address', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 15: ('wagtail.blocks.StructBlock', [[('heading', 14)]], {'group': 'From the platform'})}, verbose_name='content')),
                ('colour', models.CharField(default='#073641', help_text='As #073641. White text stands on it, so it has to be dark enough.', max_length=7, validators=[utblick.site.written.colours.check_colour], verbose_name='colour')),
                ('coat_of_arms', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='written.picture', verbose_name='coat of arms')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='written.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'start page',
                'verbose_name_plural': 'start pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StayPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='One or two sentences. Stands under the heading and where others link here.', max_length=300, verbose_name='lead')),
                ('picture_text', models.CharField(blank=True, help_text='For those who cannot see it.', max_length=200, verbose_name='what the picture shows')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('picture', 2), ('figures', 6), ('quote', 9), ('link', 13), ('live_ongoing', 15), ('live_partners', 15), ('live_calendar', 15), ('live_figures', 15), ('live_goals', 15), ('live_sites', 15)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120, 'template': 'written/blocks/heading.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'template': 'written/blocks/picture.html'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is read: 11 400, 4 min, 95 %', 'label': 'Figure', 'max_length': 40}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 120}), 5: ('wagtail.blocks.StructBlock', [[('value', 3), ('what', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Key figures', 'template': 'written/blocks/told_figures.html'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Who', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('text', 7), ('who', 8)]], {'icon': 'openquote', 'label': 'Quotation', 'template': 'written/blocks/quote.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 80}), 11: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 12: ('wagtail.blocks.URLBlock', (), {'label': 'Or an address elsewhere', 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 10), ('page', 11), ('address', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 15: ('wagtail.blocks.StructBlock', [[('heading', 14)]], {'group': 'From the platform'})}, verbose_name='content')),
                ('street', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('kind', models.CharField(choices=[('Hotel', 'Hotel'), ('Hostel', 'Hostel'), ('Campground', 'Campsite'), ('LodgingBusiness', 'Cottage'), ('BedAndBreakfast', 'Bed and breakfast')], default='Hotel', max_length=20, verbose_name='kind')),
                ('beds', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of beds')),
                ('season', models.CharField(blank=True, max_length=100, verbose_name='open season')),
                ('telephone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='written.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'place to stay',
                'verbose_name_plural': 'places to stay',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='TextPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(help_text='One or two sentences. Stands under the heading and where others link here.', max_length=300, verbose_name='lead')),
                ('picture_text', models.CharField(blank=True, help_text='For those who cannot see it.', max_length=200, verbose_name='what the picture shows')),
                ('body', wagtail.fields.StreamField([('text', 0), ('heading', 1), ('picture', 2), ('figures', 6), ('quote', 9), ('link', 13), ('live_ongoing', 15), ('live_partners', 15), ('live_calendar', 15), ('live_figures', 15), ('live_goals', 15), ('live_sites', 15)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Text'}), 1: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 120, 'template': 'written/blocks/heading.html'}), 2: ('wagtail.images.blocks.ImageBlock', [], {'template': 'written/blocks/picture.html'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'As it is read: 11 400, 4 min, 95 %', 'label': 'Figure', 'max_length': 40}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 120}), 5: ('wagtail.blocks.StructBlock', [[('value', 3), ('what', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Key figures', 'template': 'written/blocks/told_figures.html'}), 7: ('wagtail.blocks.TextBlock', (), {'label': 'Text'}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Who', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('text', 7), ('who', 8)]], {'icon': 'openquote', 'label': 'Quotation', 'template': 'written/blocks/quote.html'}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 80}), 11: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 12: ('wagtail.blocks.URLBlock', (), {'label': 'Or an address elsewhere', 'required': False}), 13: ('wagtail.blocks.StructBlock', [[('text', 10), ('page', 11), ('address', 12)]], {}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 15: ('wagtail.blocks.StructBlock', [[('heading', 14)]], {'group': 'From the platform'})}, verbose_name='content')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='written.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'page of text',
                'verbose_name_plural': 'pages of text',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Forwarding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('old_path', models.CharField(max_length=500, validators=[django.core.validators.RegexValidator('^/(sv|en|de|nb|fi)/([\\w-]+/)*$', 'Write it as it stands after the host name: /sv/besok/sjon/')], verbose_name='old address')),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='leads to the page')),
            ],
            options={
                'verbose_name': 'moved address',
                'verbose_name_plural': 'moved addresses',
                'ordering': ['old_path'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('municipality', 'old_path'), name='address_moved_once')],
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='written.picture')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='picture_once_in_each_size')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='ReviewMail',
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
                ('what', models.CharField(choices=[('waits', 'Waits for review'), ('approved', 'Approved and published'), ('sent_back', 'Sent back'), ('commented', 'Commented')], max_length=10)),
                ('told', models.TextField(blank=True)),
                ('mark', models.CharField(max_length=40)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(default=utblick.tenancy.scope.municipality_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('step', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.taskstate')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mail about a review',
                'verbose_name_plural': 'mails about reviews',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('user', 'mark'), name='review_mailed_once_to_each')],
            },
        ),
    ]
