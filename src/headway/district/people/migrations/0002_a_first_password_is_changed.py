"""Accounts whose password somebody else handed over are asked for one of their own."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField("account", "must_change_password", models.BooleanField(default=False)),
    ]
