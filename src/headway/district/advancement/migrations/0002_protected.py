from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    replaces = [("advancement", "0003_append_only"), ("advancement", "0006_years_are_append_only")]
    dependencies = [("advancement", "0001_tables")]

    operations = [
        protect_operation(
            "advancement_advancement",
            "advancement_advancementwithdrawal",
            "advancement_openedseat",
            "advancement_nextchoice",
            "advancement_rollover",
            "advancement_rolloverwithdrawal",
        ),
    ]
