from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("evidence", "0011_timed_tries")]

    operations = [protect_operation("evidence_fluencytry", "evidence_fluencywithdrawal")]
