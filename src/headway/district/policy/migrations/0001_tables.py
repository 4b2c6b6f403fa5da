import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("policy", "0001_initial"), ("policy", "0003_drafts_and_withdrawals")]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="PerformanceScale",
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
                        ("code", models.CharField(blank=True, default="", max_length=120)),
                        ("name", models.CharField(max_length=255)),
                        (
                            "proficient",
                            models.PositiveSmallIntegerField(
                                help_text="The lowest level that counts as proficient"
                            ),
                        ),
                        ("is_default", models.BooleanField(default=False)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scales",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_default", True)),
                                fields=("organisation",),
                                name="one_default_scale_per_organisation",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PerformanceLevel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("code", models.CharField(blank=True, default="", max_length=120)),
                        ("name", models.CharField(max_length=255)),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        (
                            "scale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="levels",
                                to="policy.performancescale",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scale", "number"), name="performance_level_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1), ("number__lte", 6)),
                                name="performance_level_1_to_6",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PolicyVersion",
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
                        ("kind", models.CharField(max_length=48)),
                        ("number", models.PositiveIntegerField()),
                        ("text", models.TextField(help_text="The policy in plain words")),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        ("parameters", models.JSONField(default=dict)),
                        ("effective_on", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "approved_by",
                            models.CharField(
                                blank=True, default="", help_text="The actor's key", max_length=64
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="policies",
                                to="people.organisation",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["organisation", "kind", "effective_on"], name="policy_in_effect"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "kind", "number"), name="policy_version_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PolicyDraft",
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
                        ("kind", models.CharField(max_length=48)),
                        ("parameters", models.JSONField(default=dict)),
                        ("text", models.TextField(blank=True, default="")),
                        ("translations", models.JSONField(blank=True, default=dict)),
                        ("effective_on", models.DateField(blank=True, null=True)),
                        ("started_by", models.CharField(help_text="The actor's key", max_length=64)),
                        ("started_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        (
                            "revision",
                            models.PositiveIntegerField(default=1, help_text="Grows with every change"),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to="people.organisation",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PolicyWithdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "withdrawn_by",
                            models.CharField(
                                blank=True, default="", help_text="The actor's key", max_length=64
                            ),
                        ),
                        (
                            "version",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="policy.policyversion",
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]
