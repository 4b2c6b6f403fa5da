from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pacing", "0003_asked_back_tests")]

    operations = [
        migrations.AlterField(
            model_name="timeshare",
            name="kind",
            field=models.CharField(
                choices=[
                    ("part_time", "Part-time"),
                    ("dual", "Enrolled elsewhere as well"),
                    ("leave", "Long leave"),
                    ("away", "Not here between a departure and a return"),
                ],
                max_length=16,
            ),
        ),
    ]
