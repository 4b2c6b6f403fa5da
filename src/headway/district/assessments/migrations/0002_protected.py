from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    replaces = [("assessments", "0002_append_only")]
    dependencies = [("assessments", "0001_tables")]

    operations = [
        protect_operation(
            "assessments_readingprofile",
            "assessments_assessmentresult",
            "assessments_assessmentwithdrawal",
        ),
    ]
