from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("habits", "0001_initial")]

    operations = [protect_operation("habits_habitobservation", "habits_habitwithdrawal")]
