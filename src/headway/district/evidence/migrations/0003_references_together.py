from django.db import migrations

from headway.district.foundation.references import Reference, check_together_operation


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_append_only")]

    operations = [
        check_together_operation(
            Reference("evidence_evidence", "learner_id", "people_learner"),
            Reference("evidence_evidence", "task_id", "evidence_task"),
            Reference("evidence_evidence", "section_id", "people_section"),
            Reference("evidence_evidence", "recorded_by_id", "people_person"),
            Reference("evidence_rating", "evidence_id", "evidence_evidence", lasting=True),
            Reference("evidence_rating", "learner_id", "people_learner"),
            Reference("evidence_rating", "competency_id", "continuum_competency"),
            Reference("evidence_rating", "rater_id", "people_person"),
        )
    ]
