from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("advancement", "0005_years_and_schools")]

    # SQLite rebuilds a table that gets a column, without its triggers: so the first one is armed again.
    operations = [protect_operation("advancement_rollover", "advancement_rolloverwithdrawal")]
