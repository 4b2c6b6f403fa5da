from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("policy", "0003_drafts_and_withdrawals")]

    operations = [protect_operation("policy_policywithdrawal")]
