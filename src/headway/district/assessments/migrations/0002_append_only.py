from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        protect_operation(
            "assessments_readingprofile",
            "assessments_assessmentresult",
            "assessments_assessmentwithdrawal",
        )
    ]
