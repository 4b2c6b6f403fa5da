from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    replaces = [("checks", "0002_append_only")]
    dependencies = [("checks", "0001_tables")]

    operations = [
        protect_operation(
            "checks_checkanswer",
        ),
    ]
