from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("advancement", "0002_whose_they_are")]

    operations = [
        protect_operation(
            "advancement_advancement",
            "advancement_advancementwithdrawal",
            "advancement_openedseat",
            "advancement_nextchoice",
            "advancement_rollover",
        )
    ]
