from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [protect_operation("evidence_evidence", "evidence_rating", "evidence_ratingwithdrawal")]
