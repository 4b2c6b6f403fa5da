from django.db import migrations

from headway.district.foundation.append_only import protect_operation


class Migration(migrations.Migration):
    dependencies = [("pacing", "0001_initial")]

    operations = [
        protect_operation(
            "pacing_timeshare",
            "pacing_graduationdate",
            "pacing_forecastfit",
            "pacing_backtest",
        )
    ]
