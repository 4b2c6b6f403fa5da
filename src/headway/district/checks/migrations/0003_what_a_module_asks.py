from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("checks", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="checksitting",
            name="wanted_ids",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
