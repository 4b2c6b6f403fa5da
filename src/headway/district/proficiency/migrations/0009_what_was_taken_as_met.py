from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proficiency", "0008_standings_hold_until"),
    ]

    operations = [
        migrations.AddField(
            model_name="determination",
            name="basis",
            field=models.CharField(blank=True, max_length=16, null=True),
        ),
    ]
