import django.db.models.deletion
from django.db import migrations, models

import headway.district.foundation.identifiers
from headway.district.foundation.create_tables import CreateTables


class Migration(migrations.Migration):
    replaces = [("habits", "0001_initial"), ("habits", "0003_what_was_rated_before")]

    initial = True

    dependencies = [
        ("continuum", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            tables=[
                migrations.CreateModel(
                    name="HabitObservation",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "uuid",
                            models.UUIDField(
                                default=headway.district.foundation.identifiers.new_uuid,
                                editable=False,
                                unique=True,
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField()),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("adult", "An adult"),
                                    ("own", "The learner"),
                                    ("peer", "A classmate"),
                                ],
                                default="adult",
                                max_length=8,
                            ),
                        ),
                        ("seen_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("act", models.UUIDField(blank=True, null=True)),
                        ("request_key", models.CharField(blank=True, max_length=64, null=True)),
                        (
                            "habit",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="habit_observations",
                                to="continuum.competency",
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="habit_observations",
                                to="people.learner",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.section",
                            ),
                        ),
                        (
                            "seen_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["learner", "habit", "seen_at", "id"], name="habit_of_learner"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 1), ("level__lte", 6)),
                                name="habit_level_1_to_6",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("request_key__isnull", False)),
                                fields=("request_key",),
                                name="habit_observation_request_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HabitWithdrawal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "observation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="habits.habitobservation",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="HabitWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("note", models.TextField()),
                        (
                            "observation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="words",
                                to="habits.habitobservation",
                            ),
                        ),
                    ],
                ),
            ],
        ),
    ]
