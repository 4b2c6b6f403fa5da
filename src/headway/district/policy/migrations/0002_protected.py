from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    replaces = [("policy", "0002_append_only"), ("policy", "0004_withdrawals_append_only")]
    dependencies = [("policy", "0001_tables")]

    operations = [
        protect_operation(
            "policy_policyversion",
            "policy_policywithdrawal",
        ),
    ]
