import django.db.models.deletion
from django.db import migrations, models

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("evidence", "0008_captures_thrown_away")]

    operations = [
        # Until now there was at most one for each rating, so every wish that stands is the first.
        migrations.AddField(
            model_name="secondlook",
            name="number",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="secondlook",
            name="rating",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="second_looks",
                to="evidence.rating",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondlook",
            constraint=models.UniqueConstraint(fields=("rating", "number"), name="second_look_one_at_a_time"),
        ),
        # Changing a column rebuilds the table on SQLite, and its triggers go with the old one.
        protect_operation("evidence_secondlook"),
    ]
