from django.db import migrations

from headway.district.foundation.append_only import protect_operation
from headway.district.foundation.references import Reference, check_together_operation


class Migration(migrations.Migration):
    dependencies = [("elsewhere", "0001_initial")]

    operations = [
        protect_operation("elsewhere_sourceresult"),
        check_together_operation(
            Reference("elsewhere_sourceresult", "source_id", "elsewhere_source"),
            Reference("elsewhere_sourceresult", "learner_id", "people_learner"),
            Reference("elsewhere_sourceresult", "skill_id", "elsewhere_sourceskill"),
        ),
    ]
