from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("foundation", "0001_initial"), ("foundation", "0003_trail_by_actor")]

    initial = True

    dependencies = []

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="AuditEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("actor_kind", models.CharField(max_length=16)),
                        ("actor_key", models.CharField(max_length=64)),
                        (
                            "act",
                            models.CharField(
                                help_text="What was done, as app.verb: evidence.ratings_recorded",
                                max_length=64,
                            ),
                        ),
                        ("subject_kind", models.CharField(blank=True, default="", max_length=48)),
                        ("subject_uuid", models.UUIDField(blank=True, null=True)),
                        ("learner_uuid", models.UUIDField(blank=True, null=True)),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="A code or a rule, not free text",
                                max_length=200,
                            ),
                        ),
                        (
                            "facts",
                            models.JSONField(
                                blank=True, default=dict, help_text="Counts, hashes, codes; never names"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["-at", "-id"], name="audit_newest_first"),
                            models.Index(fields=["learner_uuid", "-at"], name="audit_by_learner"),
                            models.Index(fields=["actor_key", "-at"], name="audit_by_actor"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("act__contains", ".")), name="audit_act_is_app_dot_verb"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
