from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("checks", "0001_initial")]

    operations = [
        protect_operation(
            "checks_checkanswer",
        )
    ]
