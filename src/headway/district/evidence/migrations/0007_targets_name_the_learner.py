import django.db.models.deletion
from django.db import migrations, models

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0006_the_stack_of_a_task"),
        ("people", "0002_a_first_password_is_changed"),
    ]

    operations = [
        # No installation holds rows of this table yet, so the default is never used.
        migrations.AddField(
            model_name="evidencetarget",
            name="learner",
            field=models.ForeignKey(
                db_index=False,
                default=None,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence_targets",
                to="people.learner",
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="evidencetarget",
            index=models.Index(
                fields=["learner", "competency", "evidence"], name="evidence_target_of_learner"
            ),
        ),
        # Adding a column rebuilds the table on SQLite, and its triggers go with the old one.
        protect_operation("evidence_evidencetarget"),
    ]
