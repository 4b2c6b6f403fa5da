"""What somebody did lately is found without reading everybody's hour."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_append_only")]

    operations = [
        migrations.AddIndex("auditentry", models.Index(fields=["actor_key", "-at"], name="audit_by_actor")),
    ]
