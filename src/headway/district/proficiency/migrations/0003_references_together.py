from django.db import migrations

from headway.district.foundation.references import Reference, check_together_operation


class Migration(migrations.Migration):
    dependencies = [("proficiency", "0002_append_only")]

    operations = [
        check_together_operation(
            Reference("proficiency_determination", "learner_id", "people_learner"),
            Reference("proficiency_determination", "competency_id", "continuum_competency"),
            Reference("proficiency_determination", "decided_by_id", "people_person"),
        )
    ]
