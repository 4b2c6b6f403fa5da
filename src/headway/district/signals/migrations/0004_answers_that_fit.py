from django.db import migrations, models


class Migration(migrations.Migration):
    """Where nothing is wanting but a signature, an answer says what is still open, and a look that it is signed."""

    dependencies = [("signals", "0003_latest_reading")]

    operations = [
        migrations.AlterField(
            model_name="followup",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("going", "The plan is going again"),
                    ("met", "The target is met"),
                    ("more", "More support is needed"),
                    ("signed", "It is decided or signed"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="response",
            name="kind",
            field=models.CharField(
                choices=[
                    ("engage", "Talk with learner and family"),
                    ("resources", "More or other resources"),
                    ("time", "More time"),
                    ("plan", "An individual plan"),
                    ("open", "Something is still open"),
                ],
                max_length=16,
            ),
        ),
    ]
