from django.db import migrations, models

from headway.district.foundation.append_only import protect_operation

ON_THE_LINE = models.Q(("level__gte", 0), ("level__lte", 14))


class Migration(migrations.Migration):
    """Where a domain ends with level 13, whoever has met all of it begins one beyond it."""

    dependencies = [("placement", "0002_append_only")]

    operations = [
        migrations.RemoveConstraint(model_name="judgement", name="judged_level_on_the_line"),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.CheckConstraint(condition=ON_THE_LINE, name="judged_level_on_the_line"),
        ),
        migrations.RemoveConstraint(model_name="placement", name="placed_level_on_the_line"),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(condition=ON_THE_LINE, name="placed_level_on_the_line"),
        ),
        # SQLite rebuilds a table whose constraints change, without its triggers: so both are armed again.
        protect_operation("placement_judgement", "placement_placement"),
    ]
