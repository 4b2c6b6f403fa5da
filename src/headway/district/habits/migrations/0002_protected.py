from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    replaces = [("habits", "0002_append_only")]
    dependencies = [("habits", "0001_tables")]

    operations = [
        protect_operation(
            "habits_habitobservation",
            "habits_habitwithdrawal",
        ),
    ]
