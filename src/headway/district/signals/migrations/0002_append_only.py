from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("signals", "0001_initial")]

    operations = [
        protect_operation(
            "signals_addressing",
            "signals_response",
            "signals_followup",
            "signals_signalend",
            "signals_pacereview",
        )
    ]
