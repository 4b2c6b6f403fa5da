from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("proficiency", "0006_next_steps_and_recomputing")]

    operations = [protect_operation("proficiency_nextstep")]
