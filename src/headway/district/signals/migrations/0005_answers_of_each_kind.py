from django.db import migrations, models


class Migration(migrations.Migration):
    """A look at what was not agreed finds a target, and one at who was not seen that the learner was seen again."""

    dependencies = [("signals", "0004_answers_that_fit")]

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
                    ("agreed", "A target is agreed"),
                    ("seen", "Seen again"),
                ],
                max_length=8,
            ),
        ),
    ]
