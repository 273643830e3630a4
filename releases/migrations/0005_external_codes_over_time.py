from django.db import migrations, models


class Migration(migrations.Migration):
    """What was there before counts from the first release on."""

    dependencies = [
        ('releases', '0004_acknowledgements'),
    ]

    operations = [
        migrations.AddField(
            model_name='externalcode',
            name='release_from',
            field=models.PositiveIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='externalcode',
            name='release_until',
            field=models.PositiveIntegerField(null=True),
        ),
    ]
