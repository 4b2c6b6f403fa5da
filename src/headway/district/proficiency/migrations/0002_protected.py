from django.db import migrations

from headway.district.foundation.append_only import protect_operation
from headway.district.foundation.references import Reference, check_together_operation


class Migration(migrations.Migration):
    replaces = [
        ("proficiency", "0002_append_only"),
        ("proficiency", "0003_references_together"),
        ("proficiency", "0007_next_steps_append_only"),
    ]
    dependencies = [("proficiency", "0001_tables")]

    operations = [
        protect_operation(
            "proficiency_determination",
            "proficiency_nextstep",
        ),
        check_together_operation(
            Reference("proficiency_determination", "learner_id", "people_learner"),
            Reference("proficiency_determination", "competency_id", "continuum_competency"),
            Reference("proficiency_determination", "decided_by_id", "people_person"),
        ),
    ]
