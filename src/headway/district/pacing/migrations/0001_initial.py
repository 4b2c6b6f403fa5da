import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.create_tables
import headway.district.foundation.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_a_first_password_is_changed"),
    ]

    operations = [
        headway.district.foundation.create_tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="ForecastFit",
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
                        ("version", models.CharField(max_length=64, unique=True)),
                        ("settings", models.JSONField()),
                        ("learned_until", models.DateField()),
                        ("recorded_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="BackTest",
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
                        ("from_on", models.DateField()),
                        ("until_on", models.DateField()),
                        ("version", models.CharField(max_length=64)),
                        ("report", models.JSONField()),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="back_tests",
                                to="people.organisation",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["organisation", "until_on"], name="back_tests_of_school")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GraduationDate",
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
                        ("on", models.DateField()),
                        (
                            "plan",
                            models.CharField(
                                choices=[
                                    ("cohort", "With the cohort"),
                                    ("steep", "With the cohort, on a steep plan"),
                                    ("extended", "Extended"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="graduation_dates",
                                to="people.learner",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["learner", "recorded_at"], name="graduation_dates_history")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outlook",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("subject", models.CharField(max_length=160)),
                        ("computed_on", models.DateField()),
                        ("remaining", models.FloatField()),
                        ("low_on", models.DateField(blank=True, null=True)),
                        ("high_on", models.DateField(blank=True, null=True)),
                        ("by_on", models.DateField(blank=True, null=True)),
                        ("chance", models.FloatField(blank=True, null=True)),
                        ("refused", models.CharField(blank=True, default="", max_length=32)),
                        ("version", models.CharField(max_length=64)),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="outlooks",
                                to="people.learner",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("learner", "subject"), name="outlook_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TimeShare",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("part_time", "Part-time"),
                                    ("dual", "Enrolled elsewhere as well"),
                                    ("leave", "Long leave"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("share", models.DecimalField(decimal_places=3, max_digits=4)),
                        ("domain_code", models.CharField(blank=True, default="", max_length=120)),
                        ("from_on", models.DateField()),
                        ("to_on", models.DateField(blank=True, null=True)),
                        ("recorded_at", models.DateTimeField()),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="time_shares",
                                to="people.learner",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "withdraws",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="pacing.timeshare",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["learner", "from_on"], name="time_shares_of_learner")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("share__gte", 0), ("share__lte", 1)),
                                name="time_share_is_a_part",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on__isnull", True),
                                    ("to_on__gte", models.F("from_on")),
                                    _connector="OR",
                                ),
                                name="time_share_in_order",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
