from django.db import migrations, models


class Migration(migrations.Migration):
    """What the last night read stands beside what a signal was raised on; the next night fills it for open ones."""

    dependencies = [("signals", "0002_append_only")]

    operations = [
        migrations.AddField(model_name="signal", name="latest", field=models.JSONField(default=dict)),
        migrations.AddField(
            model_name="signal", name="latest_on", field=models.DateField(blank=True, null=True)
        ),
    ]
