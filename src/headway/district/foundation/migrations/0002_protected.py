from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    replaces = [("foundation", "0002_append_only")]
    dependencies = [("foundation", "0001_tables")]

    operations = [
        protect_operation(
            "foundation_auditentry",
        ),
    ]
