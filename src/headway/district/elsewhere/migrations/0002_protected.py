from django.db import migrations

from headway.district.foundation.append_only import protect_operation
from headway.district.foundation.references import Reference, check_together_operation


class Migration(migrations.Migration):
    replaces = [("elsewhere", "0002_append_only")]
    dependencies = [("elsewhere", "0001_tables")]

    operations = [
        protect_operation(
            "elsewhere_sourceresult",
        ),
        check_together_operation(
            Reference("elsewhere_sourceresult", "source_id", "elsewhere_source"),
            Reference("elsewhere_sourceresult", "learner_id", "people_learner"),
            Reference("elsewhere_sourceresult", "skill_id", "elsewhere_sourceskill"),
        ),
    ]
