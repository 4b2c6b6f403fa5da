import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("interop", "0001_initial"),
        ("interop", "0002_frameworks_in_other_formats"),
        ("interop", "0003_results_of_another_system"),
        ("interop", "0004_results_of_outside_tests"),
        ("interop", "0005_questions"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="ImportRun",
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
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("oneroster", "Oneroster"),
                                    ("case", "Case"),
                                    ("ratings", "Ratings"),
                                    ("asn", "Asn"),
                                    ("spreadsheet", "Spreadsheet"),
                                    ("slate", "Slate"),
                                    ("assessments", "Assessments"),
                                    ("questions", "Questions"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("applied", "Applied"),
                                    ("refused", "Refused"),
                                    ("superseded", "Superseded"),
                                ],
                                default="planned",
                                max_length=16,
                            ),
                        ),
                        ("file_name", models.CharField(blank=True, default="", max_length=255)),
                        ("sha256", models.CharField(max_length=64)),
                        ("size", models.BigIntegerField(default=0)),
                        (
                            "stored_at",
                            models.CharField(
                                blank=True, default="", help_text="Path under the data folder", max_length=255
                            ),
                        ),
                        ("options", models.JSONField(blank=True, default=dict)),
                        ("plan", models.JSONField(blank=True, default=dict)),
                        ("report", models.JSONField(blank=True, default=dict)),
                        ("planned_at", models.DateTimeField()),
                        ("applied_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "applied_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-planned_at"], name="import_newest_first")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "applied"), _negated=True),
                                    ("applied_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="applied_import_says_when",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptMapping",
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
                        ("name", models.CharField(max_length=255, unique=True)),
                        ("mapping", models.JSONField(default=dict)),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.CharField(
                                blank=True, default="", help_text="The actor's key", max_length=64
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
            ],
        ),
    ]
