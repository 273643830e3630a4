"""Texts that exist per language become one field each; 0005 fills them and drops what they replace."""

import products.models.localised
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('products', '0003_search_rules'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='location',
            options={'ordering': ['name__source'], 'verbose_name': 'location', 'verbose_name_plural': 'locations'},
        ),
        migrations.AlterModelOptions(
            name='organisation',
            options={'ordering': ['name__source'], 'verbose_name': 'organisation', 'verbose_name_plural': 'organisations'},
        ),
        migrations.AddField(
            model_name='amount',
            name='condition_label',
            field=products.models.localised.LocalisedField(models.CharField(blank=True, help_text='In words, such as “18 jaar en ouder”.', max_length=255, verbose_name='applies to')),
        ),
        migrations.AddField(
            model_name='amount',
            name='per',
            field=products.models.localised.LocalisedField(models.CharField(blank=True, help_text='Such as “per jaar” or “per stuk”.', max_length=100, verbose_name='per')),
        ),
        migrations.AddField(
            model_name='amountcondition',
            name='label',
            field=products.models.localised.LocalisedField(models.CharField(blank=True, max_length=255, verbose_name='label')),
        ),
        migrations.AddField(
            model_name='contactmoment',
            name='label',
            field=products.models.localised.LocalisedField(models.CharField(help_text='Such as “aanvraag ontvangen”.', max_length=255, verbose_name='label')),
        ),
        migrations.AddField(
            model_name='fact',
            name='label',
            field=products.models.localised.LocalisedField(models.CharField(help_text='What it is, such as “paspoort, 18 jaar en ouder”.', max_length=255, verbose_name='label')),
        ),
        migrations.AddField(
            model_name='hoursexception',
            name='reason',
            field=products.models.localised.LocalisedField(models.CharField(blank=True, max_length=255, verbose_name='reason')),
        ),
        migrations.AddField(
            model_name='housestyle',
            name='email_sender_name',
            field=products.models.localised.LocalisedField(models.CharField(max_length=100, verbose_name='sender of e-mail')),
        ),
        migrations.AddField(
            model_name='housestyle',
            name='name',
            field=products.models.localised.LocalisedField(models.CharField(max_length=100, verbose_name='name of the municipality')),
        ),
        migrations.AddField(
            model_name='housestyle',
            name='phone_greeting',
            field=products.models.localised.LocalisedField(models.CharField(max_length=255, verbose_name='greeting on the phone')),
        ),
        migrations.AddField(
            model_name='housestylelogo',
            name='alt',
            field=products.models.localised.LocalisedField(models.CharField(max_length=255, verbose_name='alternative text'), in_all=True),
        ),
        migrations.AddField(
            model_name='linkvalue',
            name='url',
            field=products.models.localised.LocalisedField(models.URLField(max_length=500, verbose_name='address')),
        ),
        migrations.AddField(
            model_name='location',
            name='accessibility',
            field=products.models.localised.LocalisedField(models.TextField(blank=True, help_text='Entrance, lift, toilet, hearing loop.', verbose_name='accessibility')),
        ),
        migrations.AddField(
            model_name='location',
            name='directions',
            field=products.models.localised.LocalisedField(models.TextField(blank=True, verbose_name='how to get there')),
        ),
        migrations.AddField(
            model_name='location',
            name='name',
            field=products.models.localised.LocalisedField(models.CharField(max_length=255, verbose_name='name')),
        ),
        migrations.AddField(
            model_name='mergefield',
            name='label',
            field=products.models.localised.LocalisedField(models.CharField(max_length=100, verbose_name='label')),
        ),
        migrations.AddField(
            model_name='notice',
            name='label',
            field=products.models.localised.LocalisedField(models.CharField(help_text='Such as “Storing DigiD”.', max_length=100, verbose_name='title')),
        ),
        migrations.AddField(
            model_name='notice',
            name='text',
            field=products.models.localised.LocalisedField(wagtail.fields.RichTextField(help_text="Short and plain (B1). Every channel tells this. In a language without a text, website, desk and telephone tell the first language's; e-mails leave the notice out.", verbose_name='text')),
        ),
        migrations.AddField(
            model_name='notice',
            name='url',
            field=products.models.localised.LocalisedField(models.URLField(blank=True, max_length=500, verbose_name='link to read more')),
        ),
        migrations.AddField(
            model_name='noticetext',
            name='text',
            field=products.models.localised.LocalisedField(wagtail.fields.RichTextField(verbose_name='text')),
        ),
        migrations.AddField(
            model_name='openinghoursfact',
            name='when_closed',
            field=products.models.localised.LocalisedField(models.CharField(blank=True, help_text='What people can do outside these hours.', max_length=255, verbose_name='when closed')),
        ),
        migrations.AddField(
            model_name='organisation',
            name='name',
            field=products.models.localised.LocalisedField(models.CharField(max_length=255, verbose_name='name')),
        ),
        migrations.AddField(
            model_name='organisation',
            name='url',
            field=products.models.localised.LocalisedField(models.URLField(blank=True, max_length=500, verbose_name='website')),
        ),
        migrations.AddField(
            model_name='productavailability',
            name='reason',
            field=products.models.localised.LocalisedField(models.CharField(blank=True, help_text='One short sentence, which every channel tells.', max_length=255, verbose_name='reason')),
        ),
        migrations.AddField(
            model_name='productpage',
            name='no_offline_route_reason',
            field=products.models.localised.LocalisedField(models.CharField(blank=True, max_length=255, verbose_name='no route without internet, because')),
        ),
        migrations.AddField(
            model_name='productreferral',
            name='text',
            field=products.models.localised.LocalisedField(models.TextField(help_text='Who helps, and what people should bring or ask.', verbose_name='text')),
        ),
        migrations.AddField(
            model_name='route',
            name='appointment_url',
            field=products.models.localised.LocalisedField(models.URLField(blank=True, max_length=500, verbose_name='link to an appointment')),
        ),
        migrations.AddField(
            model_name='route',
            name='choose_when',
            field=products.models.localised.LocalisedField(models.CharField(blank=True, max_length=255, verbose_name='choose this when')),
        ),
        migrations.AddField(
            model_name='route',
            name='label',
            field=products.models.localised.LocalisedField(models.CharField(help_text='Such as “Aan de balie”.', max_length=100, verbose_name='label')),
        ),
        migrations.AddField(
            model_name='route',
            name='url',
            field=products.models.localised.LocalisedField(models.URLField(blank=True, max_length=500, verbose_name='link to the form')),
        ),
        migrations.AddField(
            model_name='routeavailability',
            name='reason',
            field=products.models.localised.LocalisedField(models.CharField(blank=True, help_text='One short sentence, which every channel tells.', max_length=255, verbose_name='reason')),
        ),
        migrations.AddField(
            model_name='season',
            name='label',
            field=products.models.localised.LocalisedField(models.CharField(help_text='Such as “zomerrooster”.', max_length=100, verbose_name='label')),
        ),
        migrations.AddField(
            model_name='statementvalue',
            name='short',
            field=products.models.localised.LocalisedField(models.CharField(blank=True, help_text='For the desk and the phone. May stay empty.', max_length=255, verbose_name='short')),
        ),
        migrations.AddField(
            model_name='statementvalue',
            name='text',
            field=products.models.localised.LocalisedField(models.TextField(help_text='Plain words (B1), told the same in every channel.', verbose_name='text')),
        ),
        migrations.AddField(
            model_name='tariff',
            name='label',
            field=products.models.localised.LocalisedField(models.CharField(max_length=255, verbose_name='label')),
        ),
        migrations.AddField(
            model_name='tariffdimension',
            name='question',
            field=products.models.localised.LocalisedField(models.CharField(help_text='Such as “Hoe oud bent u?”', max_length=255, verbose_name='question')),
        ),
        migrations.AddField(
            model_name='termfact',
            name='event',
            field=products.models.localised.LocalisedField(models.CharField(blank=True, help_text='What it counts from, such as “uw aanvraag”.', max_length=255, verbose_name='event')),
        ),
        migrations.AddField(
            model_name='termfact',
            name='exceeded',
            field=products.models.localised.LocalisedField(models.TextField(blank=True, help_text='What people can do when the term has passed.', verbose_name='if it takes longer')),
        ),
    ]
