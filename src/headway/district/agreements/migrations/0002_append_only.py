from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    operations = [
        protect_operation(
            "agreements_target",
            "agreements_offer",
            "agreements_signature",
            "agreements_targetend",
            "agreements_stagedecision",
            "agreements_checkin",
            "agreements_checkinanswer",
            "agreements_familycontact",
        )
    ]
