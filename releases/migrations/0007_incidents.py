import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table keeps its name, so that code from before and after this step reads the same rows."""

    dependencies = [("releases", "0006_conditions")]

    operations = [
        migrations.AlterModelTable("episode", "releases_episode"),
        migrations.RenameModel("Episode", "Incident"),
        migrations.AlterField(
            "incident",
            "instance",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="incidents", to="releases.instance"
            ),
        ),
    ]
