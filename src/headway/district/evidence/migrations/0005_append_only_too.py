from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("evidence", "0004_tasks_and_what_learners_ask")]

    operations = [
        protect_operation(
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
        )
    ]
