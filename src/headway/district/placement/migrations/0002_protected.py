from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    replaces = [("placement", "0002_append_only")]
    dependencies = [("placement", "0001_tables")]

    operations = [
        protect_operation(
            "placement_judgement",
            "placement_placement",
            "placement_placementwithdrawal",
            "placement_placementappeal",
            "placement_placementappealanswer",
            "placement_plantaskowner",
            "placement_plantasksignature",
            "placement_transfercourse",
            "placement_transferact",
        ),
    ]
