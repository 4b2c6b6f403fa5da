from django.db import migrations

from headway.district.foundation.append_only import protect_operation
from headway.district.foundation.references import Reference, check_together_operation


class Migration(migrations.Migration):
    replaces = [
        ("evidence", "0002_append_only"),
        ("evidence", "0003_references_together"),
        ("evidence", "0005_append_only_too"),
        ("evidence", "0012_timed_tries_append_only"),
    ]
    dependencies = [("evidence", "0001_tables")]

    operations = [
        protect_operation(
            "evidence_evidence",
            "evidence_rating",
            "evidence_ratingwithdrawal",
            "evidence_evidencecircumstances",
            "evidence_evidencetarget",
            "evidence_capturekey",
            "evidence_ratingcircumstances",
            "evidence_criterionrating",
            "evidence_readyrequest",
            "evidence_readytarget",
            "evidence_readyanswer",
            "evidence_secondlook",
            "evidence_secondlookanswer",
            "evidence_peerinvite",
            "evidence_peerclosing",
            "evidence_fluencytry",
            "evidence_fluencywithdrawal",
        ),
        check_together_operation(
            Reference("evidence_evidence", "learner_id", "people_learner"),
            Reference("evidence_evidence", "task_id", "evidence_task"),
            Reference("evidence_evidence", "section_id", "people_section"),
            Reference("evidence_evidence", "recorded_by_id", "people_person"),
            Reference("evidence_rating", "evidence_id", "evidence_evidence", lasting=True),
            Reference("evidence_rating", "learner_id", "people_learner"),
            Reference("evidence_rating", "competency_id", "continuum_competency"),
            Reference("evidence_rating", "rater_id", "people_person"),
        ),
    ]
